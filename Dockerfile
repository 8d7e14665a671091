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
    && java -Djarmode=tools -jar target/polisflow.jar extract --layers --destination target/layers

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
# What is copied belongs to root: the application cannot change itself. The libraries come first, they change seldom.
COPY --from=build /build/target/layers/dependencies/ ./
COPY --from=build /build/target/layers/snapshot-dependencies/ ./
COPY --from=build /build/target/layers/application/ ./
# One start on trial, on H2 in memory, leaves the classes as the JVM wants them in an archive, which all later starts map.
RUN cd /tmp \
    && SPRING_DATASOURCE_URL="jdbc:h2:mem:trial;DB_CLOSE_DELAY=-1" SPRING_MAIN_BANNERMODE=off LOGGING_LEVEL_ROOT=error \
       java -XX:ArchiveClassesAtExit=/polisflow/polisflow.jsa -Xlog:cds=off -Xlog:cds+dynamic=off -Dspring.context.exit=onRefresh -jar /polisflow/polisflow.jar \
    && rm -rf /tmp/data
USER 10001:10001
# All that is written: ./data and /tmp. No secret is built in; they come as files in /run/secrets or as variables.
VOLUME ["/polisflow/data", "/tmp"]
EXPOSE 8080
# The heap's share leaves room for metaspace, code, threads and buffers; at the stock threshold of metaspace a start would collect everything
# twice. Below 1792 MB or two processors the JVM would choose the serial collector, whose pauses stop a node for a second. Out of memory a node
# ends and is started anew, instead of answering some and not others; the dump holds people's data and stays where the keys are, the first one only.
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=60 -XX:MetaspaceSize=256m -XX:+UseG1GC -XX:SharedArchiveFile=/polisflow/polisflow.jsa \
-XX:+ExitOnOutOfMemoryError -XX:+HeapDumpOnOutOfMemoryError -XX:HeapDumpPath=/polisflow/data/out-of-memory.hprof -Dfile.encoding=UTF-8"
HEALTHCHECK --interval=10s --timeout=3s --start-period=120s --retries=6 \
    CMD curl --fail --silent --output /dev/null "http://localhost:${SERVER_PORT:-8080}/actuator/health/liveness"
ENTRYPOINT ["java", "-jar", "polisflow.jar"]
