package io.polisflow.integration.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** An answer of the registry serves again until it is too old; each subclass keeps it in one database. */
abstract class CachedRegistryTest extends DatabaseTest {

    private static final String INN = "7707083893";
    private static final Duration AGE = Duration.ofHours(24);

    @Autowired
    private InsertOnce insertOnce;

    @Autowired
    private ObjectMapper json;

    private final List<String> asked = new ArrayList<>();
    private boolean unknown;
    private String provider;

    @BeforeEach
    void anEmptyCache() {
        provider = UUID.randomUUID().toString().substring(0, 20);
    }

    private CounterpartyRegistry cache(Duration age) {
        CounterpartyRegistry registry = inn -> {
            asked.add(inn);
            return unknown ? Optional.empty() : Optional.of(requisites(inn));
        };
        return new CachedCounterpartyRegistry(
                registry,
                provider,
                age,
                new CachedCounterpartyRegistry.Store(jdbc, insertOnce, transaction, json),
                clock);
    }

    private Requisites requisites(String inn) {
        return new Requisites(
                inn,
                null,
                "1027700132195",
                "АО «А» № " + asked.size(),
                "АО «А»",
                "101000, г. Москва",
                "64.19",
                null,
                "Иванов Иван",
                null,
                LocalDate.of(1991, 6, 20),
                RegistryStatus.ACTIVE,
                true,
                CompanySize.SMALL,
                List.of("000043001"),
                "DaData",
                clock.instant(),
                "{\"raw\":\"" + "я".repeat(100_000) + "\"}");
    }

    @Test
    void theSameQuestionIsAskedOnceUntilTheAnswerIsTooOld() {
        Requisites first = cache(AGE).findByInn(INN).orElseThrow();
        clock.move(Duration.ofHours(23));
        Requisites second = cache(AGE).findByInn(INN).orElseThrow();

        assertThat(second).as("whole, and of the time it was told").isEqualTo(first);
        assertThat(asked).hasSize(1);

        clock.move(Duration.ofHours(2));
        assertThat(cache(AGE).findByInn(INN).orElseThrow().asOf()).isEqualTo(clock.instant());
        assertThat(asked).hasSize(2);
    }

    @Test
    void aFreshLookAsksAndItsAnswerServesFromThenOn() {
        cache(AGE).findByInn(INN);
        clock.move(Duration.ofHours(1));

        Requisites fresh = cache(AGE).findFresh(INN).orElseThrow();

        assertThat(fresh.shortName()).endsWith("№ 2");
        assertThat(cache(AGE).findByInn(INN)).contains(fresh);
    }

    @Test
    void aBatchIsAlwaysFreshAndServesSingleQuestions() {
        cache(AGE).findByInn(INN);
        clock.move(Duration.ofHours(1));

        Map<String, Optional<Requisites>> batch = cache(AGE).findFresh(List.of("7736050003", INN));

        assertThat(asked).containsExactly(INN, "7736050003", INN);
        assertThat(cache(AGE).findByInn(INN)).isEqualTo(batch.get(INN));
        assertThat(cache(AGE).findByInn("7736050003")).isEqualTo(batch.get("7736050003"));
        assertThat(asked).hasSize(3);
    }

    @Test
    void thatSomebodyIsUnknownIsAskedAnew() {
        unknown = true;
        assertThat(cache(AGE).findByInn(INN)).isEmpty();
        unknown = false;
        assertThat(cache(AGE).findByInn(INN)).isPresent();
    }

    @Test
    void whatIsTooOldToServeIsForgottenWithTheNextBatch() {
        cache(AGE).findByInn(INN);
        clock.move(Duration.ofHours(25));

        cache(AGE).findFresh(List.of("7736050003"));

        assertThat(jdbc.queryForList("select inn from registry_answer where provider = ?", String.class, provider))
                .containsExactly("7736050003");
    }

    @Test
    void anotherProviderIsAskedForItself() {
        cache(AGE).findByInn(INN);
        provider = UUID.randomUUID().toString().substring(0, 20);

        cache(AGE).findByInn(INN);

        assertThat(asked).hasSize(2);
    }

    @Test
    void withoutAnAgeNothingServesAgain() {
        cache(Duration.ZERO).findByInn(INN);
        cache(Duration.ZERO).findByInn(INN);

        assertThat(asked).hasSize(2);
        assertThat(jdbc.queryForObject("select count(*) from registry_answer where provider = ?", Long.class, provider))
                .isZero();
    }

    @Test
    void anAnswerThatCannotBeReadAnyMoreIsAskedForAnew() {
        cache(AGE).findByInn(INN);
        jdbc.update("update registry_answer set answer = '[' where provider = ?", provider);

        assertThat(cache(AGE).findByInn(INN)).isPresent();
        assertThat(asked).hasSize(2);
    }

    @Test
    void manyWhoAskAtOneMomentAllGetAnAnswerAndOneIsKept() throws Exception {
        assertThat(atOnce(() -> cache(AGE).findFresh(INN).isPresent())).containsOnly(true);
        assertThat(jdbc.queryForObject("select count(*) from registry_answer where provider = ?", Long.class, provider))
                .isEqualTo(1);
    }
}
