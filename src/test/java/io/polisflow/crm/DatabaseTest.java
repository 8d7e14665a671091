package io.polisflow.crm;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.FakePorts;
import io.polisflow.fixtures.MovableClock;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Import;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.transaction.support.TransactionTemplate;

/** The CRM on a real database, for what both supported ones must do alike. */
// Annotated as the process tests are, so that they share one application for each database.
@SpringBootTest
@ActiveProfiles("test")
@Import(FakePorts.class)
public abstract class DatabaseTest {

    private static final int THREADS = 8;

    @Autowired
    protected JdbcTemplate jdbc;

    @Autowired
    protected TransactionTemplate transaction;

    @Autowired
    protected MovableClock clock;

    @Autowired
    protected Deals deals;

    @Autowired
    protected Clients clients;

    @BeforeEach
    void startOfTheDay() {
        clock.reset();
    }

    @AfterEach
    void backToTheRealTime() {
        // The engine's clock is one for the whole virtual machine: the next test class may want the real time.
        ClockUtil.reset();
    }

    protected static String unique(String name) {
        return name + " " + UUID.randomUUID();
    }

    protected Client client() {
        return clients.findOrCreate(null, unique("Ромашка"));
    }

    protected Deal deal() {
        return transaction.execute(status -> deals.open(client(), null, Stage.NEEDS_ANALYSIS));
    }

    /** Does the same on several threads that start together. */
    protected static <T> List<T> atOnce(Callable<T> work) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(THREADS);
        CyclicBarrier start = new CyclicBarrier(THREADS);
        try {
            List<Future<T>> running = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                running.add(threads.submit(() -> {
                    start.await(30, TimeUnit.SECONDS);
                    return work.call();
                }));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> result : running) {
                results.add(result.get(60, TimeUnit.SECONDS));
            }
            return results;
        } finally {
            threads.shutdownNow();
        }
    }
}
