package io.polisflow.cluster;

import io.polisflow.Polisflow;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.springframework.test.util.TestSocketUtils;

/** The whole product as a process, one of several on one database; it keeps its port over restarts. */
public final class Node extends JavaProcess {

    static final String READINESS = "/actuator/health/readiness";

    private static final List<String> JVM =
            List.of("-Xmx512m", "-XX:TieredStopAtLevel=1", "-XX:ReservedCodeCacheSize=256m", "-XX:+UseSerialGC");

    private final URI address;

    private Node(String name, Class<?> program, URI address, List<String> arguments) {
        super(name, JVM, program, arguments, address.resolve(READINESS));
        this.address = address;
    }

    static Node of(String name, List<String> settings) {
        return of(name, Duration.ZERO, settings);
    }

    /** @param ahead by how much its clock goes ahead of this machine's */
    static Node of(String name, Duration ahead, List<String> settings) {
        int port = TestSocketUtils.findAvailableTcpPort();
        List<String> arguments = new ArrayList<>(List.of(
                "--spring.profiles.active=demo,cluster",
                "--server.port=" + port,
                // The tests' class path names its folders twice, once through a manifest.
                "--camunda.bpm.deployment-resource-pattern=classpath:bpmn/*.bpmn,classpath:bpmn/*.dmn,"
                        + "classpath:forms/**/*.form"));
        arguments.addAll(settings);
        Class<?> program = Polisflow.class;
        if (!ahead.isZero()) {
            program = ClockAhead.class;
            arguments.add("--" + ClockAhead.SETTING + "=" + ahead);
        }
        return new Node(name, program, URI.create("http://localhost:" + port), arguments);
    }

    public URI address() {
        return address;
    }
}
