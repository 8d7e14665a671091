package io.polisflow.crm.exchange;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.SmartLifecycle;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.Modifying;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Keeps what went over the wire, also when the work that asked is rolled back: one thread writes in batches and in
 * transactions of its own, so that a call holds no second connection of the pool.
 */
@Service
@EnableConfigurationProperties(ExchangeProperties.class)
public class ExchangeJournal implements ExchangeSink, SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ExchangeJournal.class);
    private static final int MOST_WAITING = 5000;
    private static final int BATCH = 200;
    /** How long a restart of the database may last. */
    private static final int ATTEMPTS = 60;

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration BETWEEN_CLEANINGS = Duration.ofHours(1);

    private final Exchanges exchanges;
    private final TransactionTemplate transaction;
    private final Clock clock;
    private final ObjectProvider<Perishable> others;
    private final Duration keep;
    private final BlockingQueue<Exchange> waiting = new ArrayBlockingQueue<>(MOST_WAITING);

    private volatile Thread writer;
    private Instant cleanedAt = Instant.EPOCH;

    ExchangeJournal(
            Exchanges exchanges,
            TransactionTemplate transaction,
            Clock clock,
            ObjectProvider<Perishable> others,
            ExchangeProperties properties) {
        this.exchanges = exchanges;
        this.transaction = transaction;
        this.clock = clock;
        this.others = others;
        this.keep = properties.keep();
    }

    @Override
    public void keep(Exchange exchange) {
        if (!waiting.offer(exchange)) {
            LOG.warn(
                    "the exchange {} with {} is not kept: {} others wait for the database",
                    exchange.operation(),
                    exchange.system(),
                    MOST_WAITING);
        }
    }

    /**
     * @param subjects numbers of a deal and of the requests and leads that led to it
     * @param page from 0
     * @return newest first
     */
    @Transactional(readOnly = true)
    public Page<Exchange> of(Collection<String> subjects, int page, int size) {
        return exchanges.findBySubjectInOrderByAtDescIdDesc(subjects, PageRequest.of(page, size));
    }

    /** @return one exchange of these subjects with all that was kept of it */
    @Transactional(readOnly = true)
    public Optional<Exchange> find(long id, Collection<String> subjects) {
        return exchanges.findByIdAndSubjectIn(id, subjects);
    }

    @Override
    public void start() {
        Thread thread = new Thread(this::write, "exchange-journal");
        thread.setDaemon(true);
        writer = thread;
        thread.start();
    }

    /** Ends after the last request and the last job, which still have something to write down. */
    @Override
    public int getPhase() {
        return 0;
    }

    /** What waits is written before the database closes. */
    @Override
    public void stop() {
        Thread thread = writer;
        writer = null;
        if (thread != null) {
            try {
                thread.join(TimeUnit.SECONDS.toMillis(10));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    @Override
    public boolean isRunning() {
        return writer != null;
    }

    private void write() {
        List<Exchange> batch = new ArrayList<>();
        int failures = 0;
        while (isRunning() || !waiting.isEmpty() || !batch.isEmpty()) {
            try {
                if (failures > 0) {
                    Thread.sleep(PAUSE.toMillis());
                } else {
                    take(batch);
                }
                if (!batch.isEmpty()) {
                    transaction.executeWithoutResult(status -> batch.forEach(this::save));
                    batch.clear();
                    failures = 0;
                    clean();
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                failures++;
                if (batch.isEmpty() || failures == ATTEMPTS || !isRunning()) {
                    LOG.warn("{} exchanges are not kept", batch.size(), e);
                    batch.clear();
                    failures = 0;
                } else if (failures == 1) {
                    LOG.warn("{} exchanges wait for the database: {}", batch.size(), e.toString());
                }
            }
        }
    }

    private void take(List<Exchange> batch) throws InterruptedException {
        Exchange first = waiting.poll(200, TimeUnit.MILLISECONDS);
        if (first != null) {
            batch.add(first);
            waiting.drainTo(batch, BATCH - 1);
        }
    }

    /** The answer to a commit may be lost with the connection: what has an id from an earlier attempt may be there already. */
    private void save(Exchange exchange) {
        if (exchange.id() == null) {
            exchanges.save(exchange);
        } else if (!exchanges.existsById(exchange.id())) {
            exchange.forgetId();
            exchanges.save(exchange);
        }
    }

    private void clean() {
        Instant now = clock.instant();
        if (Duration.between(cleanedAt, now).abs().compareTo(BETWEEN_CLEANINGS) < 0) {
            return;
        }
        cleanedAt = now;
        transaction.executeWithoutResult(status -> exchanges.deleteBefore(now.minus(keep)));
        others.forEach(other -> transaction.executeWithoutResult(status -> other.clean(now)));
    }

    interface Exchanges extends Repository<Exchange, Long> {
        Exchange save(Exchange exchange);

        boolean existsById(Long id);

        Page<Exchange> findBySubjectInOrderByAtDescIdDesc(Collection<String> subjects, Pageable page);

        Optional<Exchange> findByIdAndSubjectIn(long id, Collection<String> subjects);

        @Modifying
        @Query("delete from Exchange e where e.at < :limit")
        int deleteBefore(Instant limit);
    }
}
