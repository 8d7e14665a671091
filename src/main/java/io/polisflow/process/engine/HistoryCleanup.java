package io.polisflow.process.engine;

import java.time.Clock;
import java.time.LocalTime;
import java.time.format.DateTimeFormatter;
import org.camunda.bpm.engine.ProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * Has the engine forget at night what ended longer ago than its model's time to live; what reports need is kept in {@code work_event}.
 *
 * <p>A removal time is written when an instance ends. Writing it at the start would save the rewriting of its rows, but forget work that
 * runs longer than its model's history lives.
 */
@Component
class HistoryCleanup extends AbstractProcessEnginePlugin {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter OFFSET = DateTimeFormatter.ofPattern("xx");

    private final LocalTime from;
    private final LocalTime to;
    private final int batch;
    private final Clock clock;

    /**
     * @param from when each night's window opens in the insurer's zone, {@code polisflow.history-cleanup.from}; {@code to} when it closes
     * @param batch instances of one transaction, at most 500
     */
    HistoryCleanup(
            @Value("${polisflow.history-cleanup.from:22:00}") String from,
            @Value("${polisflow.history-cleanup.to:06:00}") String to,
            @Value("${polisflow.history-cleanup.batch:100}") int batch,
            Clock clock) {
        this.from = LocalTime.parse(from);
        this.to = LocalTime.parse(to);
        this.batch = batch;
        this.clock = clock;
    }

    @Override
    public void preInit(ProcessEngineConfigurationImpl engine) {
        engine.setHistoryCleanupStrategy(ProcessEngineConfiguration.HISTORY_CLEANUP_STRATEGY_REMOVAL_TIME_BASED);
        engine.setHistoryRemovalTimeStrategy(ProcessEngineConfiguration.HISTORY_REMOVAL_TIME_STRATEGY_END);
        engine.setHistoryCleanupBatchWindowStartTime(inTheInsurersZone(from));
        engine.setHistoryCleanupBatchWindowEndTime(inTheInsurersZone(to));
        engine.setHistoryCleanupBatchSize(batch);
    }

    private String inTheInsurersZone(LocalTime time) {
        return TIME.format(time) + OFFSET.format(clock.instant().atZone(clock.getZone()));
    }
}
