package io.polisflow.crm.audit;

import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** What a check needs beside a database, for a command that starts nothing else; the application finds the same beans by itself. */
@Import({AuditKeys.class, AuditSealer.class, AuditCheck.class})
public class AuditCheckBeans {

    @Bean
    static Clock clock() {
        return Clock.systemUTC();
    }
}
