package io.polisflow.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntConsumer;
import javax.sql.DataSource;
import org.camunda.bpm.engine.impl.cfg.AbstractProcessEnginePlugin;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.cfg.ProcessEnginePlugin;
import org.camunda.bpm.engine.impl.history.HistoryLevelFull;
import org.camunda.bpm.engine.impl.history.event.HistoryEventType;
import org.camunda.bpm.engine.impl.history.event.HistoryEventTypes;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;
import org.springframework.test.context.TestPropertySource;

/**
 * What each setting of the engine is worth to whole lives whose jobs the job executor runs: one setting at a time beside all of them as
 * they are in {@code application.yaml}, in alternating rounds of one run.
 */
class EngineSettingsBench {

    private static final int ROUNDS = 3;

    /** The application as it is, whose executor and pool can be set otherwise for a round. */
    static class Ours extends ServedLives {

        @Autowired
        private DataSource database;

        @Autowired
        private ThreadPoolTaskExecutor camundaTaskExecutor;

        private Contestant threads(int core, int most, int queue) {
            int[] ours = {
                camundaTaskExecutor.getCorePoolSize(),
                camundaTaskExecutor.getMaxPoolSize(),
                camundaTaskExecutor.getQueueCapacity()
            };
            return serve(
                    "job executor of %d to %d threads, queue of %d".formatted(core, most, queue),
                    () -> pool(core, most, queue),
                    () -> pool(ours[0], ours[1], ours[2]));
        }

        private void pool(int core, int most, int queue) {
            camundaTaskExecutor.shutdown();
            // A pool refuses a core that is larger than what is the most at that moment.
            camundaTaskExecutor.setCorePoolSize(Math.min(core, camundaTaskExecutor.getCorePoolSize()));
            camundaTaskExecutor.setMaxPoolSize(most);
            camundaTaskExecutor.setCorePoolSize(core);
            camundaTaskExecutor.setQueueCapacity(queue);
            camundaTaskExecutor.initialize();
        }

        private Contestant number(String name, int ours, int other, IntConsumer setter) {
            return serve(name + " " + other, () -> setter.accept(other), () -> setter.accept(ours));
        }

        private List<Contestant> otherwise() throws SQLException {
            int queue = camundaTaskExecutor.getQueueCapacity();
            HikariDataSource connections = database.unwrap(HikariDataSource.class);
            return List.of(
                    threads(2, 2, queue),
                    threads(8, 8, queue),
                    threads(3, 10, 3 * queue + 1),
                    number(
                            "jobs of an acquisition:",
                            executor().getMaxJobsPerAcquisition(),
                            12,
                            executor()::setMaxJobsPerAcquisition),
                    number(
                            "back-off in milliseconds:",
                            executor().getBackoffTimeInMillis(),
                            0,
                            executor()::setBackoffTimeInMillis),
                    number("connections:", connections.getMaximumPoolSize(), 8, connections::setMaximumPoolSize),
                    serve(
                            "acquisition in no order",
                            () -> configuration().setJobExecutorAcquireByDueDate(false),
                            () -> configuration().setJobExecutorAcquireByDueDate(true)));
        }
    }

    /** One statement for each row that the engine writes. */
    @TestPropertySource(properties = "camunda.bpm.database.jdbc-batch-processing=false")
    static class WithoutBatches extends Ours {}

    /** All that is in force but every value that a variable had in between. */
    @TestPropertySource(properties = "camunda.bpm.history-level=no-details")
    @Import(NoDetails.class)
    static class LessHistory extends Ours {}

    /** The full history without the table {@code ACT_HI_DETAIL}. */
    @TestConfiguration(proxyBeanMethods = false)
    static class NoDetails {

        @Bean
        ProcessEnginePlugin noDetails() {
            return new AbstractProcessEnginePlugin() {
                @Override
                public void preInit(ProcessEngineConfigurationImpl configuration) {
                    configuration.setCustomHistoryLevels(List.of(new HistoryLevelFull() {
                        @Override
                        public int getId() {
                            return 30;
                        }

                        @Override
                        public String getName() {
                            return "no-details";
                        }

                        @Override
                        public boolean isHistoryEventProduced(HistoryEventType event, Object entity) {
                            return event != HistoryEventTypes.VARIABLE_INSTANCE_UPDATE_DETAIL
                                    && event != HistoryEventTypes.FORM_PROPERTY_UPDATE;
                        }
                    }));
                }
            };
        }
    }

    @Test
    void eachSettingBesideThoseInForce() throws Exception {
        Ours ours = ServedLives.start(new Ours());
        Contestant inForce = ours.serve("as in force");
        List<Contestant> others = new ArrayList<>(ours.otherwise());
        others.add(ServedLives.start(new WithoutBatches()).serve("no JDBC batches"));
        others.add(ServedLives.start(new LessHistory()).serve("full history without the details of variables"));
        List<Contestant> turns = new ArrayList<>(others);
        turns.add(inForce);
        Turns.take(CpuMeter.of(ours.database), 1, ROUNDS, turns.toArray(Contestant[]::new));
        Report.settings(getClass(), ours.engine());
        others.forEach(other -> Report.add(Row.of(
                getClass(),
                "whole lives, %d at once, set otherwise".formatted(ServedLives.AT_ONCE),
                Unit.PER_SECOND,
                other,
                inForce)));
    }
}
