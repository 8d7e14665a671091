# syntax=docker/dockerfile:1

FROM maven:3-eclipse-temurin-17 AS build
WORKDIR /build
COPY pom.xml .
COPY bpmn bpmn
COPY forms forms
COPY .camunda .camunda
COPY src/main src/main
# The cache keeps the libraries: a change of the sources downloads nothing again.
RUN --mount=type=cache,target=/root/.m2 mvn -B -q package -Dmaven.test.skip=true \
    && mv target/polisflow-*.jar target/polisflow.jar \
    && java -Djarmode=tools -jar target/polisflow.jar extract --layers --launcher --destination target/layers

FROM eclipse-temurin:17-jre
# The numbers are fixed, so that a volume and a secret's file can be given to them.
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && groupadd --system --gid 10001 polisflow \
    && useradd --system --uid 10001 --gid 10001 --no-create-home --home-dir /polisflow --shell /usr/sbin/nologin polisflow \
    && mkdir --parents /polisflow/data \
    && chown polisflow:polisflow /polisflow/data
WORKDIR /polisflow
# What is copied belongs to root: the application cannot change itself.
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
USER 10001:10001
# All that is written: ./data and /tmp. No secret is built in; they come as files in /run/secrets or as variables.
VOLUME ["/polisflow/data", "/tmp"]
EXPOSE 8080
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -Dfile.encoding=UTF-8"
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=6 \
    CMD curl --fail --silent --output /dev/null "http://localhost:${SERVER_PORT:-8080}/actuator/health/liveness"
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
