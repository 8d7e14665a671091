package io.polisflow;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Starts the CRM, its process engine and, on a fresh machine, the simulated outside systems. */
@SpringBootApplication
public class Polisflow {

    public static void main(String[] args) {
        SpringApplication.run(Polisflow.class, args);
    }
}
