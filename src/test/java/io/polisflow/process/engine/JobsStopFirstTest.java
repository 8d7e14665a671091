package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.StandaloneProcessEngineConfiguration;
import org.camunda.bpm.engine.impl.jobexecutor.JobExecutor;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.ContextClosedEvent;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.scheduling.concurrent.ThreadPoolTaskExecutor;

/** A node that stops takes no more jobs, and leaves none locked that it has not begun. */
class JobsStopFirstTest {

    private final JdbcDataSource database = new JdbcDataSource();
    private final JobExecutor executor = mock();
    private final ThreadPoolTaskExecutor threads = mock();
    private final ApplicationContext context = mock();
    private ProcessEngine engine;
    private JdbcTemplate jdbc;
    private JobsStopFirst stop;

    @BeforeEach
    void twoJobsOfThisNodeAndOneOfAnother() {
        database.setURL("jdbc:h2:mem:jobs-stop;DB_CLOSE_DELAY=-1");
        engine = new StandaloneProcessEngineConfiguration()
                .setProcessEngineName("jobs-stop")
                .setDataSource(database)
                .setDatabaseSchemaUpdate("create-drop")
                .setJobExecutorActivate(false)
                .buildProcessEngine();
        jdbc = new JdbcTemplate(database);
        engine.getRepositoryService()
                .createDeployment()
                .addModelInstance(
                        "later.bpmn",
                        Bpmn.createExecutableProcess("later")
                                .camundaHistoryTimeToLive(1)
                                .startEvent()
                                .camundaAsyncBefore()
                                .endEvent()
                                .done())
                .deploy();
        when(executor.getLockOwner()).thenReturn("this");
        for (String owner : List.of("this", "this", "other")) {
            String instance = engine.getRuntimeService()
                    .startProcessInstanceByKey("later")
                    .getId();
            jdbc.update(
                    "update ACT_RU_JOB set LOCK_OWNER_ = ?, LOCK_EXP_TIME_ = ? where PROCESS_INSTANCE_ID_ = ?",
                    owner,
                    Timestamp.from(Instant.now().plusSeconds(300)),
                    instance);
        }
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("executor", executor);
        beans.addBean("threads", threads);
        stop = new JobsStopFirst(
                context,
                beans.getBeanProvider(JobExecutor.class),
                beans.getBeanProvider(ThreadPoolTaskExecutor.class),
                jdbc);
    }

    @AfterEach
    void close() {
        engine.close();
    }

    private List<String> owners() {
        return jdbc.queryForList("select LOCK_OWNER_ from ACT_RU_JOB where LOCK_EXP_TIME_ is not null", String.class);
    }

    @Test
    void whatWasTakenAndNotBegunIsGivenBackAndNobodyElsesIs() {
        stop.stop();
        assertThat(owners()).containsExactly("other");
    }

    @Test
    void whatIsStillAtWorkKeepsItsLocks() {
        when(threads.getActiveCount()).thenReturn(1);
        stop.stop();
        assertThat(owners()).containsExactlyInAnyOrder("this", "this", "other");
    }

    @Test
    void onlyTheEndOfTheApplicationItselfStopsTheTaking() {
        stop.takeNoMore(new ContextClosedEvent(mock(ApplicationContext.class)));
        verify(executor, never()).shutdown();
        stop.takeNoMore(new ContextClosedEvent(context));
        verify(executor).shutdown();
    }
}
