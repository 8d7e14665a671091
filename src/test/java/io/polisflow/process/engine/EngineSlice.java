package io.polisflow.process.engine;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.journal.CurrentStep;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.slf4j.MDC;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.JdbcTemplateAutoConfiguration;
import org.springframework.boot.autoconfigure.transaction.TransactionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The engine as the product configures it, on H2 in memory, without the CRM. */
// No @Configuration: the tests name it, and the whole application must not find it by scanning.
@ImportAutoConfiguration({
    DataSourceAutoConfiguration.class,
    DataSourceTransactionManagerAutoConfiguration.class,
    TransactionAutoConfiguration.class,
    JdbcTemplateAutoConfiguration.class,
    CamundaBpmAutoConfiguration.class
})
@Import(EngineConfiguration.class)
class EngineSlice {

    /** What the delegates of the fixtures saw. */
    static class Seen {
        final List<String> stages = new ArrayList<>();
        final List<CurrentStep.Step> steps = new ArrayList<>();
        final List<String> deals = new ArrayList<>();
        final Map<String, Object> form = new HashMap<>();
        RuntimeException refuseWith;

        void reset() {
            stages.clear();
            steps.clear();
            deals.clear();
            form.clear();
            refuseWith = null;
        }
    }

    @Bean
    Seen seen() {
        return new Seen();
    }

    @Bean
    Clock clock() {
        ZoneId zone = ZoneId.of("Europe/Moscow");
        return Clock.fixed(Instant.parse("2026-06-10T09:00:00Z"), zone);
    }

    @Bean
    StageReached stages(Seen seen) {
        return (deal, stage) -> seen.stages.add(deal + " " + stage);
    }

    @Bean
    JavaDelegate recordDelegate(Seen seen) {
        return execution -> {
            seen.steps.add(CurrentStep.get());
            seen.deals.add(MDC.get("deal"));
            seen.form.putAll(execution.getVariables());
            if (seen.refuseWith != null) {
                throw seen.refuseWith;
            }
        };
    }

    @Bean
    TaskListener prefillListener() {
        return task -> FormData.of(task).put("name", "из карточки");
    }

    @Bean
    TaskListener countListener() {
        return task -> task.setVariableLocal(
                "runs", task.hasVariableLocal("runs") ? (Integer) task.getVariableLocal("runs") + 1 : 1);
    }

    static RefusedException refused() {
        return new RefusedException("sum", "Сумма больше лимита клиента. Уменьшите её.");
    }
}
