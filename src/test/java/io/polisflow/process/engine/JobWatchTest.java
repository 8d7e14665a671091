package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.sql.Timestamp;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.jobexecutor.ExecuteJobHelper;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutorContext;
import org.camunda.bpm.engine.runtime.Incident;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;

/** Poisoned jobs: whatever they do, others go on, people see them, and one person ends them. */
@SpringBootTest(
        classes = JobWatchTest.Poison.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "spring.datasource.url=jdbc:h2:mem:job-watch;DB_CLOSE_DELAY=-1",
            "camunda.bpm.deployment-resource-pattern=classpath:nothing/*.bpmn",
            "camunda.bpm.job-execution.enabled=false"
        })
class JobWatchTest {

    private static final Duration SHORT = Duration.ofMillis(10);

    // No @Configuration: the test names it, and the whole application must not find it by scanning.
    @Import(EngineSlice.class)
    static class Poison {

        static final AtomicBoolean LET_GO = new AtomicBoolean();
        static final AtomicInteger EFFECTS = new AtomicInteger();
        static volatile CountDownLatch begun = new CountDownLatch(1);

        @Bean
        JavaDelegate poisonedDelegate() {
            return execution -> {
                begun.countDown();
                switch ((String) execution.getVariable("poison")) {
                    case "recursion" -> deeper(0);
                    case "memory" -> throw new OutOfMemoryError("said by the test");
                    case "sleep" -> Thread.sleep(Duration.ofMinutes(5).toMillis());
                    case "loop" -> {
                        while (!LET_GO.get()) {
                            Thread.onSpinWait();
                        }
                    }
                    default -> {
                        // Good work.
                    }
                }
                execution.setVariable("effects", EFFECTS.incrementAndGet());
            };
        }

        private static int deeper(int depth) {
            return deeper(depth + 1) + 1;
        }
    }

    @Autowired
    ProcessEngine engine;

    @Autowired
    RepositoryService repository;

    @Autowired
    RuntimeService runtime;

    @Autowired
    ManagementService management;

    @Autowired
    RunningJobs running;

    @Autowired
    JdbcTemplate jdbc;

    private JobWatch watch;
    private String deployment;

    @BeforeEach
    void deploy() {
        Poison.LET_GO.set(false);
        Poison.begun = new CountDownLatch(1);
        watch = new JobWatch(running, engine, new SimpleMeterRegistry());
        deployment = repository
                .createDeployment()
                .addModelInstance(
                        "poisoned.bpmn",
                        Bpmn.createExecutableProcess("poisoned")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .serviceTask("Task_Poison")
                                .camundaAsyncBefore()
                                .camundaDelegateExpression("${poisonedDelegate}")
                                .userTask("Task_After")
                                .endEvent()
                                .done())
                .deploy()
                .getId();
    }

    @AfterEach
    void undeploy() {
        Poison.LET_GO.set(true);
        Awaitility.await().until(() -> running.runs().isEmpty());
        repository.deleteDeployment(deployment, true);
    }

    private Job begin(String poison) {
        String instance = runtime.createProcessInstanceByKey("poisoned")
                .setVariable("poison", poison)
                .execute()
                .getId();
        return management.createJobQuery().processInstanceId(instance).singleResult();
    }

    private Job now(Job job) {
        return management.createJobQuery().jobId(job.getId()).singleResult();
    }

    private Incident incident(Job job) {
        return runtime.createIncidentQuery().configuration(job.getId()).singleResult();
    }

    private boolean isThrough(Job job) {
        return runtime.getActiveActivityIds(job.getProcessInstanceId()).contains("Task_After");
    }

    /** As a thread of the job executor does it, which must outlive whatever the job throws. */
    private CompletableFuture<Void> work(Job job) {
        ProcessEngineConfigurationImpl configuration =
                (ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration();
        return CompletableFuture.runAsync(() -> {
            Context.setJobExecutorContext(new JobExecutorContext());
            try {
                ExecuteJobHelper.executeJob(job.getId(), configuration.getCommandExecutorTxRequired());
            } catch (Throwable failure) {
                assertThat(Thread.currentThread().isInterrupted()).isFalse();
            } finally {
                Context.removeJobExecutorContext();
            }
        });
    }

    @Test
    void errorsThatKillThreadsAreFailuresLikeOthersAndBecomeIncidents() throws Exception {
        for (String poison : new String[] {"recursion", "memory"}) {
            Job job = begin(poison);
            for (int left = job.getRetries() - 1; left >= 0; left--) {
                work(job).get(1, TimeUnit.MINUTES);
                assertThat(now(job).getRetries()).as(poison).isEqualTo(left);
            }
            assertThat(incident(job)).as(poison).isNotNull();
        }
        Job good = begin("none");
        work(good).get(1, TimeUnit.MINUTES);
        assertThat(isThrough(good)).isTrue();
    }

    @Test
    void whatWaitsForTooLongIsInterruptedAndTriedAgain() throws Exception {
        Job job = begin("sleep");
        CompletableFuture<Void> thread = work(job);
        Poison.begun.await();
        Awaitility.await().until(() -> {
            watch.check(SHORT);
            return thread.isDone();
        });

        thread.get();
        assertThat(now(job).getRetries()).isEqualTo(job.getRetries() - 1);
        assertThat(isThrough(job)).isFalse();
    }

    @Test
    void whatRunsForEverIsTakenOutAndWhatItDoesLaterDoesNotCount() throws Exception {
        Job job = begin("loop");
        CompletableFuture<Void> thread = work(job);
        Poison.begun.await();
        watch.check(Duration.ofMinutes(5));
        assertThat(incident(job)).as("of a job whose time is not up").isNull();
        Awaitility.await().until(() -> {
            watch.check(SHORT);
            return incident(job) != null;
        });

        assertThat(thread).isNotDone();
        assertThat(incident(job).getIncidentMessage()).contains("не завершился");
        assertThat(now(job).getRetries()).isZero();
        assertThat(management.getJobExceptionStacktrace(job.getId())).contains("JobWatchTest");
        Job good = begin("none");
        work(good).get(1, TimeUnit.MINUTES);
        assertThat(isThrough(good)).isTrue();

        Poison.LET_GO.set(true);
        thread.get(1, TimeUnit.MINUTES);
        assertThat(isThrough(job)).isFalse();
        assertThat(runtime.getVariables(job.getProcessInstanceId())).doesNotContainKey("effects");
        assertThat(incident(job)).isNotNull();

        management.setJobRetries(job.getId(), 1);
        work(job).get(1, TimeUnit.MINUTES);
        assertThat(isThrough(job)).isTrue();
        assertThat(incident(job)).isNull();
    }

    @Test
    void whatAnotherNodeHasTakenOverMeanwhileIsLeftToIt() throws Exception {
        Job job = begin("loop");
        CompletableFuture<Void> thread = work(job);
        Poison.begun.await();
        assertThat(jdbc.update(
                        "update ACT_RU_JOB set LOCK_OWNER_ = 'another', LOCK_EXP_TIME_ = ? where ID_ = ?",
                        new Timestamp(System.currentTimeMillis() + 60_000),
                        job.getId()))
                .isOne();
        Awaitility.await().until(() -> {
            watch.check(SHORT);
            return running.runs().stream().allMatch(RunningJobs.Run::isTakenOut);
        });

        assertThat(incident(job)).isNull();
        assertThat(now(job).getRetries()).isEqualTo(job.getRetries());
        assertThat(thread).isNotDone();
    }
}
