package io.polisflow.crm.document;

import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Has files scanned once their transaction is over, one at a time: clamd may take its time, and a database connection that waits for
 * it is one that nobody else gets.
 */
@Component
class LaterScans implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(LaterScans.class);

    /** What finds no place, as what a stop of the application cuts off, is scanned when somebody opens it. */
    private static final int WAITING = 1000;

    private final ThreadPoolExecutor scans = new ThreadPoolExecutor(
            1,
            1,
            0,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(WAITING),
            work -> {
                Thread thread = new Thread(work, "virus-scans");
                thread.setDaemon(true);
                return thread;
            },
            new ThreadPoolExecutor.DiscardPolicy());

    void afterCommit(Runnable scan) {
        TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
            @Override
            public void afterCommit() {
                soon(scan);
            }
        });
    }

    void soon(Runnable scan) {
        scans.execute(() -> {
            try {
                scan.run();
            } catch (RuntimeException e) {
                log.warn("A file could not be scanned", e);
            }
        });
    }

    @Override
    public void close() {
        scans.shutdownNow();
    }
}
