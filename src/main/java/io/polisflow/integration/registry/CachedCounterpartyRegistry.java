package io.polisflow.integration.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.Requisites;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Answers from what the registry told lately, because each question is billed; every fresh answer is kept for the next.
 *
 * <p>That somebody is unknown is not kept: a company may be registered any day, and the answer costs nothing.
 */
class CachedCounterpartyRegistry implements CounterpartyRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(CachedCounterpartyRegistry.class);
    private static final String TABLE = "registry_answer";

    private final CounterpartyRegistry registry;
    private final String provider;
    private final Duration longest;
    private final Store store;
    private final Clock clock;

    /** What the cache is kept with. */
    record Store(JdbcTemplate jdbc, InsertOnce insertOnce, TransactionTemplate transaction, ObjectMapper json) {}

    /** @param longest how old an answer may be; zero asks every time */
    CachedCounterpartyRegistry(
            CounterpartyRegistry registry, String provider, Duration longest, Store store, Clock clock) {
        this.registry = registry;
        this.provider = provider;
        this.longest = longest;
        this.store = store;
        this.clock = clock;
    }

    @Override
    public String source() {
        return registry.source();
    }

    @Override
    public Optional<Requisites> findByInn(String inn) {
        Optional<Requisites> known = known(inn);
        return known.isPresent() ? known : findFresh(inn);
    }

    @Override
    public Optional<Requisites> findFresh(String inn) {
        Optional<Requisites> answer = registry.findByInn(inn);
        answer.ifPresent(told -> keep(Map.of(inn, told)));
        return answer;
    }

    @Override
    public Map<String, Optional<Requisites>> findFresh(Collection<String> inns) {
        Map<String, Optional<Requisites>> answers = registry.findFresh(inns);
        Map<String, Requisites> told = new LinkedHashMap<>();
        answers.forEach((inn, answer) -> answer.ifPresent(requisites -> told.put(inn, requisites)));
        forgetOld();
        keep(told);
        return answers;
    }

    @Override
    public int batchSize() {
        return registry.batchSize();
    }

    private Optional<Requisites> known(String inn) {
        if (longest.isZero()) {
            return Optional.empty();
        }
        return store
                .jdbc()
                .queryForList(
                        "select answer from registry_answer where provider = ? and inn = ? and received_at > ?",
                        String.class,
                        provider,
                        inn,
                        Timestamp.from(clock.instant().minus(longest)))
                .stream()
                .findFirst()
                .flatMap(this::read);
    }

    /** An answer that an older version of ours wrote otherwise is asked for anew. */
    private Optional<Requisites> read(String answer) {
        try {
            return Optional.of(store.json().readValue(answer, Requisites.class));
        } catch (JsonProcessingException e) {
            LOG.warn(
                    "A kept answer of the registry cannot be read any more ({})",
                    e.getClass().getSimpleName());
            return Optional.empty();
        }
    }

    /** What serves nobody any more is not kept about anybody; once in a batch is often enough. */
    private void forgetOld() {
        store.jdbc()
                .update(
                        "delete from registry_answer where received_at <= ?",
                        Timestamp.from(clock.instant().minus(longest)));
    }

    private void keep(Map<String, Requisites> answers) {
        if (longest.isZero()) {
            return;
        }
        store.transaction()
                .executeWithoutResult(status ->
                        // In one order for all, so that two rounds at once wait for each other and never in a circle.
                        new TreeMap<>(answers).forEach(this::keep));
    }

    private void keep(String inn, Requisites told) {
        String answer;
        try {
            answer = store.json().writeValueAsString(told);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("requisites that cannot be written as JSON", e);
        }
        Timestamp at = Timestamp.from(told.asOf());
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("provider", provider);
        row.put("inn", inn);
        row.put("received_at", at);
        row.put("answer", answer);
        if (!store.insertOnce().insert(TABLE, row, List.of("provider", "inn"))) {
            store.jdbc()
                    .update(
                            "update registry_answer set received_at = ?, answer = ?"
                                    + " where provider = ? and inn = ? and received_at <= ?",
                            at,
                            answer,
                            provider,
                            inn,
                            at);
        }
    }
}
