package io.polisflow;

import io.polisflow.web.audit.AuditCheckCommand;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.data.jpa.repository.config.EnableJpaRepositories;
import org.springframework.data.repository.config.BootstrapMode;

/** Starts the CRM, its process engine and, on a fresh machine, the simulated outside systems. */
@SpringBootApplication
// A repository that serves one service only is declared inside it. Their queries are read when they are first asked,
// not at the start.
@EnableJpaRepositories(considerNestedRepositories = true, bootstrapMode = BootstrapMode.LAZY)
public class Polisflow {

    public static void main(String[] args) {
        if (AuditCheckCommand.isAsked(args)) {
            System.exit(AuditCheckCommand.run(System.out, args));
        }
        SpringApplication.run(Polisflow.class, args);
    }
}
