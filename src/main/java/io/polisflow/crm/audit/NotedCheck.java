package io.polisflow.crm.audit;

import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Service;

/** Checks the chain and keeps that it was checked and what came of it. */
@Service
public class NotedCheck {

    private static final Logger LOG = LoggerFactory.getLogger(NotedCheck.class);

    private final AuditCheck check;
    private final AuditTrail audit;
    private final AuditLog log;
    private final Clock clock;

    NotedCheck(AuditCheck check, AuditTrail audit, AuditLog log, Clock clock) {
        this.check = check;
        this.audit = audit;
        this.log = log;
        this.clock = clock;
    }

    /** Whoever is at work is named as who checked. */
    public AuditReport run() {
        AuditReport report = check.run();
        audit.event(
                AuditAction.CHECKED,
                AuditSubject.of("audit", null),
                Map.of("holds", report.holds(), "rows", report.rows(), "broken", report.broken()));
        if (!report.holds()) {
            LOG.error(
                    "the audit was tampered with: {} findings, the first: {}",
                    report.broken(),
                    report.findings().get(0).text());
        }
        return report;
    }

    /** Whether nobody, on whatever node, has checked within that time. */
    boolean isDue(Duration every) {
        return log.lastCheck()
                .filter(last -> last.at().isAfter(clock.instant().minus(every)))
                .isEmpty();
    }
}
