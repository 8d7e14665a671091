package io.polisflow.process.sla;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.calendar.CalendarBeans;
import io.polisflow.process.engine.EngineConfiguration;
import io.polisflow.process.engine.EveryUserTask;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Date;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.task.Task;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.spring.boot.starter.CamundaBpmAutoConfiguration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.orm.jpa.DataJpaTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

@DataJpaTest(
        properties = {
            "spring.jpa.hibernate.ddl-auto=none",
            "spring.flyway.locations=classpath:db/migration/common,classpath:db/migration/{vendor}",
            "camunda.bpm.deployment-resource-pattern=classpath:bpmn/task-sla.dmn",
            "camunda.bpm.job-execution.enabled=false"
        })
@ImportAutoConfiguration(CamundaBpmAutoConfiguration.class)
@Import({
    CalendarBeans.class,
    TermsTable.class,
    SeparateDeadlines.class,
    EngineConfiguration.class,
    TaskDeadlinesTest.MovedClock.class
})
class TaskDeadlinesTest {

    private static final ZoneId ZONE = ZoneId.of("Europe/Moscow");
    private static Instant now;

    @TestConfiguration(proxyBeanMethods = false)
    static class MovedClock {
        @Bean
        Clock clock() {
            return new Clock() {
                @Override
                public ZoneId getZone() {
                    return ZONE;
                }

                @Override
                public Clock withZone(ZoneId zone) {
                    return Clock.fixed(now, zone);
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };
        }
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class ByThatClock {
        @Bean
        EveryUserTask deadlines(SeparateDeadlines deadlines, Clock clock) {
            return deadlines.countedBy(clock);
        }
    }

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    TaskService tasks;

    private String deployment;

    @AfterEach
    void undeploy() {
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void aTaskOfTheTableIsDueInItsWorkingHours() {
        now = at("2026-06-11T15:00");
        Task task = taskOf("proposal-approval", "Task_ApproveDiscount");

        assertThat(task.getDueDate()).isEqualTo(Date.from(at("2026-06-15T11:00")));
        assertThat(task.getFollowUpDate()).isEqualTo(Date.from(at("2026-06-15T10:00")));
    }

    @Test
    void anyOtherTaskIsDueInEightHours() {
        now = at("2026-12-30T17:00");
        Task task = taskOf("another", "Task_DoSomething");

        assertThat(task.getDueDate()).isEqualTo(Date.from(at("2027-01-11T16:00")));
        assertThat(task.getFollowUpDate()).isEqualTo(Date.from(at("2027-01-11T14:00")));
    }

    @Test
    void whatTheModelSaysGoesFirst() {
        now = at("2026-06-11T15:00");
        Task task = start(
                "another",
                Bpmn.createExecutableProcess("another")
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .userTask("Task_Sign")
                        .camundaDueDate("2030-01-01T00:00:00")
                        .endEvent()
                        .done());

        assertThat(task.getDueDate()).hasYear(2030);
    }

    @Test
    void aTaskWithoutARowHasTheDefault() {
        String table = "bpmn/task-sla.dmn";
        String rows = read(table);
        String without = rows.substring(0, rows.indexOf("<rule ")) + rows.substring(rows.lastIndexOf("</rule>") + 7);
        String emptied =
                repository.createDeployment().addString(table, without).deploy().getId();
        try {
            now = at("2026-12-30T17:00");
            assertThat(taskOf("another", "Task_DoSomething").getDueDate()).isEqualTo(Date.from(at("2027-01-11T16:00")));
        } finally {
            repository.deleteDeployment(emptied, true);
        }
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Task taskOf(String process, String task) {
        return start(
                process,
                Bpmn.createExecutableProcess(process)
                        .camundaHistoryTimeToLive(1)
                        .startEvent()
                        .userTask(task)
                        .endEvent()
                        .done());
    }

    private Task start(String process, BpmnModelInstance model) {
        deployment = repository
                .createDeployment()
                .addModelInstance(process + ".bpmn", model)
                .deploy()
                .getId();
        runtime.startProcessInstanceByKey(process);
        return tasks.createTaskQuery().processDefinitionKey(process).singleResult();
    }

    private static Instant at(String local) {
        return LocalDateTime.parse(local).atZone(ZONE).toInstant();
    }
}
