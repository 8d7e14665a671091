package io.polisflow.sandbox.demo;

import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Tells how far the demo data are, to the log's readers and to the line on the start page. */
@Component
@RestController
@Profile("sandbox & !production")
class DemoProgress {

    private volatile State state = new State(0, 0, true);

    /** @param done deals that stand where they should */
    record State(int total, int done, boolean finished) {}

    void tell(int total, int done, boolean finished) {
        state = new State(total, done, finished);
    }

    @GetMapping("/sandbox/demo")
    State state() {
        return state;
    }
}
