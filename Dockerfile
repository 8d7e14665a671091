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
RUN apt-get update \
    && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --create-home --home-dir /polisflow polisflow \
    && mkdir /polisflow/data \
    && chown polisflow /polisflow/data
WORKDIR /polisflow
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/spring-boot-loader/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
USER polisflow
EXPOSE 8080
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=75 -Dfile.encoding=UTF-8"
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=6 \
    CMD curl --fail --silent --output /dev/null "http://localhost:${SERVER_PORT:-8080}/actuator/health/liveness"
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
