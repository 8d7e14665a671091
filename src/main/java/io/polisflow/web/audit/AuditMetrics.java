package io.polisflow.web.audit;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.polisflow.crm.audit.AuditAnchor;
import io.polisflow.crm.audit.AuditLog;
import org.springframework.stereotype.Component;

/** How long the audit's chain is and what waits for it, for whoever watches the application. */
@Component
class AuditMetrics implements MeterBinder {

    private final AuditLog log;

    AuditMetrics(AuditLog log) {
        this.log = log;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Gauge.builder("polisflow.audit.anchored", log, each -> each.latestAnchor()
                        .map(AuditAnchor::rows)
                        .orElse(0L))
                .description("Rows of the audit up to its latest anchor; it never falls")
                .register(registry);
        Gauge.builder("polisflow.audit.waiting", log, AuditLog::waiting)
                .description("Rows of the audit that wait for their place in the chain")
                .register(registry);
        Gauge.builder("polisflow.audit.holds", log, each -> each.lastCheck()
                        .map(check -> check.holds() ? 1 : 0)
                        .orElse(1))
                .description("Whether the last check of the audit found nothing, 0 when something was tampered with")
                .register(registry);
    }
}
