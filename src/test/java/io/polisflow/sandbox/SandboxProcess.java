package io.polisflow.sandbox;

import io.polisflow.sandbox.SandboxServer.Systems;
import java.time.Clock;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Bean;

/** The simulated systems alone as a program: the outside world of nodes that run as processes. */
public final class SandboxProcess {

    private SandboxProcess() {}

    public static void main(String[] arguments) {
        System.setProperty("spring.config.location", "optional:file:/none/");
        new SpringApplicationBuilder(Systems.class, RunningClock.class)
                .profiles("sandbox")
                .run(arguments);
    }

    // No @Configuration: the whole application must not find it by scanning.
    static class RunningClock {

        @Bean
        Clock clock() {
            return Clock.systemUTC();
        }
    }
}
