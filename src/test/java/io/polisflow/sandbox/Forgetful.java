package io.polisflow.sandbox;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.Clock;
import java.time.Duration;

/** Simulated systems that know nothing of an earlier life. */
final class Forgetful {

    private Forgetful() {}

    static Behaviours behaviours(Duration slowDelay) {
        return new Behaviours(event -> {}, new SandboxState(new ObjectMapper(), "", ""), Clock.systemUTC(), slowDelay);
    }
}
