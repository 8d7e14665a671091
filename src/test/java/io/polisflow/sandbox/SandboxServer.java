package io.polisflow.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** The simulated systems alone on random ports: what an adapter's test needs instead of the whole product. */
public final class SandboxServer implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");

    private final ConfigurableApplicationContext context;

    private SandboxServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param arguments further properties, e.g. {@code --polisflow.sandbox.slow-delay=2s} */
    public static SandboxServer start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--polisflow.sandbox.mail.smtp-port=0",
                "--polisflow.sandbox.mail.imap-port=0",
                "--spring.config.location=optional:file:/none/"));
        all.addAll(Arrays.asList(arguments));
        return new SandboxServer(new SpringApplicationBuilder(SandboxProcess.Systems.class, StandingClock.class)
                .profiles("sandbox")
                .run(all.toArray(String[]::new)));
    }

    public String url(String path) {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path;
    }

    public void behave(String system, Mode mode) {
        context.getBean(Behaviours.class).set(system, mode);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }

    static class StandingClock {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }
}
