package io.polisflow.bench.bare;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** What somebody starts with who takes Camunda's webapp starter and writes nothing of their own; no component, see {@link BareEndpoint}. */
@EnableAutoConfiguration
public class BareWebapp {

    public static void main(String[] arguments) {
        SpringApplication.run(BareWebapp.class, arguments);
    }
}
