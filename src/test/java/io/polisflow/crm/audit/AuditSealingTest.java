package io.polisflow.crm.audit;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.timeout;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.polisflow.crm.node.NodeTurns;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Every node seals; the whole chain is read and archived by one of them. */
class AuditSealingTest {

    private static final long PATIENCE = 10_000;

    private final AuditSealer sealer = mock();
    private final NotedCheck check = mock();
    private final AuditArchiving archiving = mock();
    private final NodeTurns turns = mock();
    private final AtomicBoolean due = new AtomicBoolean(true);
    private AuditSealing sealing;

    @BeforeEach
    void aCheckIsDueUntilItHasRun() {
        when(check.isDue(any())).thenAnswer(call -> due.get());
        when(check.run()).thenAnswer(call -> {
            due.set(false);
            return null;
        });
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("archiving", archiving);
        sealing = new AuditSealing(
                sealer,
                check,
                beans.getBeanProvider(AuditArchiving.class),
                turns,
                new AuditProperties(
                        "",
                        List.of(),
                        1,
                        Duration.ofMillis(5),
                        Duration.ofHours(1),
                        Duration.ofHours(24),
                        Duration.ZERO,
                        ""));
    }

    @AfterEach
    void stop() {
        sealing.stop();
    }

    @Test
    void whileAnotherNodeHasTheTurnTheChainIsNotReadHereToo() {
        sealing.start();
        verify(sealer, timeout(PATIENCE).atLeast(3)).seal(false);
        verify(check, never()).run();

        when(turns.take(eq("audit"), any())).thenReturn(true);
        verify(archiving, timeout(PATIENCE)).round();
        verify(turns, timeout(PATIENCE)).give("audit");
        verify(check).run();
    }

    @Test
    void whoGetsTheTurnAfterAnotherNodeHasCheckedLeavesItAtThat() {
        when(turns.take(eq("audit"), any())).thenAnswer(call -> {
            due.set(false);
            return true;
        });
        sealing.start();
        verify(turns, timeout(PATIENCE)).give("audit");
        verify(check, never()).run();
    }
}
