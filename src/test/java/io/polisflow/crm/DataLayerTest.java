package io.polisflow.crm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.Inn;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.journal.CurrentStep;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.journal.JournalEntry;
import jakarta.persistence.EntityManagerFactory;
import java.security.MessageDigest;
import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.flywaydb.core.Flyway;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aop.support.AopUtils;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.data.repository.Repository;
import org.springframework.jdbc.core.ConnectionCallback;

/** What the CRM relies on from its database; each subclass runs it on one that we support. */
abstract class DataLayerTest extends DatabaseTest {

    @Autowired
    private InsertOnce insertOnce;

    @Autowired
    private Files files;

    @Autowired
    private Journal journal;

    @Autowired
    private Flyway flyway;

    @Autowired
    private EntityManagerFactory entities;

    @Autowired
    private ListableBeanFactory beans;

    /** @return as the driver names it */
    abstract String product();

    @Test
    void flywayMadeTheTablesThatTheEntitiesExpect() {
        assertThat(jdbc.execute((ConnectionCallback<String>)
                        connection -> connection.getMetaData().getDatabaseProductName()))
                .isEqualTo(product());
        assertThat(jdbc.execute((ConnectionCallback<Integer>) Connection::getTransactionIsolation))
                .isEqualTo(Connection.TRANSACTION_READ_COMMITTED);
        assertThat(flyway.info().applied()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(flyway.info().pending()).isEmpty();
        assertThat(flyway.validateWithResult().validationSuccessful).isTrue();
        entities.unwrap(SessionFactory.class).getSchemaManager().validateMappedObjects();
    }

    @Test
    void theQueriesOfAllRepositoriesAreReadable() {
        // The start leaves them unread until they are first asked.
        Map<String, Repository> all = beans.getBeansOfType(Repository.class);
        assertThat(all).hasSizeGreaterThan(60);
        assertThat(all.values()).allMatch(AopUtils::isAopProxy);
    }

    private Map<String, Object> contactRow(long id, long clientId, String key) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", id);
        row.put("client_id", clientId);
        row.put("contact_key", key);
        row.put("name", "Пётр " + id);
        row.put("created_at", java.sql.Timestamp.from(clock.instant()));
        row.put("lock_version", 0);
        return row;
    }

    private boolean insertContact(long id, long clientId, String key) {
        return insertOnce.insert("contact", contactRow(id, clientId, key), List.of("client_id", "contact_key"));
    }

    private long nextId() {
        return jdbc.queryForObject("select nextval('id_seq')", Long.class);
    }

    @Test
    void aRepeatedInsertSaysSoAndTheTransactionGoesOn() {
        long client = client().id();
        long first = nextId();
        transaction.executeWithoutResult(status -> {
            assertThat(insertContact(first, client, "a@x.ru")).isTrue();
            assertThat(insertContact(nextId(), client, "a@x.ru")).isFalse();
            assertThat(insertContact(nextId(), client, "b@x.ru")).isTrue();
        });

        assertThat(clients.contactsOf(client)).hasSize(2);
        assertThat(clients.contactsOf(client).get(0).name()).isEqualTo("Пётр " + first);
    }

    @Test
    void aRowThatBreaksAnotherKeyIsAFaultAndNoRepeat() {
        long client = client().id();
        long id = nextId();
        transaction.executeWithoutResult(status -> insertContact(id, client, "a@x.ru"));

        assertThatThrownBy(() -> transaction.executeWithoutResult(status -> insertContact(id, client, "another@x.ru")))
                .isInstanceOf(DuplicateKeyException.class);
        assertThat(clients.contactsOf(client)).hasSize(1);
    }

    @Test
    void ofManyEqualInsertsAtOneMomentOneIsTheFirst() throws Exception {
        long client = client().id();
        List<Boolean> first = atOnce(() -> transaction.execute(status -> insertContact(nextId(), client, "same@x.ru")));

        assertThat(first).containsOnlyOnce(true);
        assertThat(clients.contactsOf(client)).hasSize(1);
    }

    @Test
    void oneTaxpayerHasOneCardHoweverOftenAndWheneverAskedFor() throws Exception {
        long nine = 500_000_000 + nextId();
        String inn = IntStream.range(0, 10)
                .mapToObj(digit -> "%09d%d".formatted(nine, digit))
                .filter(Inn::isValid)
                .findFirst()
                .orElseThrow();
        List<Long> ids = atOnce(() -> clients.findOrCreate(inn, unique("Лютик")).id());

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(clients.findOrCreate(inn, null).id()).isEqualTo(ids.get(0));
        assertThat(clients.get(ids.get(0)).inn()).isEqualTo(inn);
    }

    @Test
    void aNameInAnyDressIsOneCard() {
        String name = unique("Ёлки");
        Client card = clients.findOrCreate(null, "ООО «" + name + "»");

        assertThat(clients.findOrCreate(null, name.toUpperCase(java.util.Locale.ROOT) + ", ООО")
                        .id())
                .isEqualTo(card.id());
        assertThat(card.name()).isEqualTo("ООО «" + name + "»");
    }

    @Test
    void aRefusedCardLeavesNothing() {
        long before = jdbc.queryForObject("select count(*) from client", Long.class);

        assertThatThrownBy(() -> clients.findOrCreate("7707083890", "Ромашка"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("контрольной суммы");
        assertThatThrownBy(() -> clients.findOrCreate(null, " «» ")).isInstanceOf(RefusedException.class);
        assertThat(jdbc.queryForObject("select count(*) from client", Long.class))
                .isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 256, 1024 * 1024 + 1, 25 * 1024 * 1024})
    void aFileComesBackByteForByte(int size) throws Exception {
        byte[] content = new byte[size];
        new Random(size).nextBytes(content);
        StoredFile kept = transaction.execute(status -> files.keep("Устав «Ромашки».pdf", "application/pdf", content));

        StoredFile found = files.find(kept.id()).orElseThrow();
        assertThat(files.content(found)).isEqualTo(content);
        assertThat(found.name()).isEqualTo("Устав «Ромашки».pdf");
        assertThat(found.size()).isEqualTo(size);
        assertThat(found.sha256())
                .isEqualTo(HexFormat.of()
                        .formatHex(MessageDigest.getInstance("SHA-256").digest(content)));
    }

    @Test
    void aFileThatWasRolledBackIsNotThere() {
        StoredFile lost = transaction.execute(status -> {
            status.setRollbackOnly();
            return files.keep("a.txt", "text/plain", new byte[] {1});
        });

        assertThat(files.find(lost.id())).isEmpty();
        assertThat(jdbc.queryForObject(
                        "select count(*) from stored_file_content where file_id = ?", Long.class, lost.id()))
                .isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Съешь ещё этих мягких французских булок — №1, «ёж»", "Ӧ ҡ ѣ 😀 𝄞 é", "a'b\"c\\d\n\tе;--%_"})
    void textComesBackAsItWas(String text) {
        String number = deal().number();
        transaction.executeWithoutResult(status -> journal.record(number, text));

        assertThat(journal.of(number).get(0).text()).isEqualTo(text);
        assertThat(jdbc.queryForObject(
                        "select count(*) from journal_entry where deal_number = ? and text = ?",
                        Long.class,
                        number,
                        text))
                .isOne();
    }

    @Test
    void aColumnHoldsAsManyRussianLettersAsItsWidthSays() {
        String number = deal().number();
        transaction.executeWithoutResult(status -> journal.record(number, "я".repeat(5000)));

        assertThat(journal.of(number).get(0).text()).isEqualTo("я".repeat(4000));
    }

    @Test
    void aMomentIsKeptToTheMicrosecond() {
        clock.move(Duration.ofNanos(123_456_000));
        Instant now = clock.instant();
        Deal deal = deal();

        assertThat(deals.get(deal.number()).openedAt()).isEqualTo(now);
        // Written past the entities, by JDBC alone.
        assertThat(jdbc.queryForObject(
                                "select created_at from client where id = ?",
                                OffsetDateTime.class,
                                deal.client().id())
                        .toInstant())
                .isEqualTo(now);
        assertThat(jdbc.queryForObject(
                                "select opened_at from deal where number = ?", OffsetDateTime.class, deal.number())
                        .toInstant())
                .isEqualTo(now);
    }

    @Test
    void theNumberOfADealTakesItsYearFromTheInsurersZone() {
        // New Year's Eve in UTC, the new year in Moscow.
        clock.move(Duration.between(clock.instant(), Instant.parse("2026-12-31T21:30:00Z")));

        assertThat(deal().number()).startsWith("D-2027-");
    }

    @Test
    void whatMustBeUniqueIsSoForEveryWriter() {
        List<String> keys = jdbc.queryForList(
                "select lower(constraint_name) from information_schema.table_constraints"
                        + " where constraint_type = 'UNIQUE'",
                String.class);
        assertThat(keys)
                .contains(
                        "client_key_unique",
                        "contact_key_unique",
                        "request_external_id_unique",
                        "proposal_version_unique",
                        "approval_step_unique");
        Client one = client();
        Client two = client();
        assertThatThrownBy(() -> jdbc.update(
                        "update client set client_key = (select c.client_key from client c where c.id = ?) where id = ?",
                        one.id(),
                        two.id()))
                .isInstanceOf(DuplicateKeyException.class);
        assertThatThrownBy(() ->
                        jdbc.update("update deal set number = ? where number = ?", deal().number(), deal().number()))
                .isInstanceOf(DuplicateKeyException.class);
    }

    @Test
    void oneContactOfAClientIsKeptOnceAndOnlyCompleted() {
        Client client = client();
        transaction.executeWithoutResult(status -> {
            clients.findOrCreateContact(client, null, "Petrov@Romashka.example", null);
            clients.findOrCreateContact(client, "Пётр", "petrov@romashka.example", "8 (495) 123-45-67");
            clients.findOrCreateContact(client, "Павел", null, "+7 495 123 45 67");
        });

        assertThat(clients.contactsOf(client.id())).singleElement().satisfies(contact -> {
            assertThat(contact.name()).isEqualTo("Пётр");
            assertThat(contact.phone()).isEqualTo("+74951234567");
        });
    }

    @Test
    void whatManyTellOfOneContactAtOneMomentIsKeptOnce() throws Exception {
        Client client = client();
        transaction.executeWithoutResult(status -> clients.findOrCreateContact(client, null, "a@x.ru", null));
        List<Long> ids = atOnce(() ->
                transaction.execute(status -> clients.findOrCreateContact(client, "Пётр", "a@x.ru", "+7 495 123-45-67")
                        .id()));

        assertThat(ids).containsOnly(ids.get(0));
        assertThat(clients.contactsOf(client.id())).extracting(Contact::name).containsExactly("Пётр");
    }

    @Test
    void theHistoryReadsNewestFirstAlsoWithinOneMoment() {
        String number = deal().number();
        // More than the ids that are drawn in one go.
        List<String> written =
                IntStream.range(0, 120).mapToObj(i -> "Запись " + i).toList();
        written.subList(0, 60).forEach(text -> transaction.executeWithoutResult(s -> journal.record(number, text)));
        transaction.executeWithoutResult(
                status -> written.subList(60, 120).forEach(text -> journal.record(number, text)));
        clock.move(Duration.ofNanos(1000));
        transaction.executeWithoutResult(status -> journal.record(number, "Позже"));

        List<String> expected = new ArrayList<>(written);
        java.util.Collections.reverse(expected);
        expected.add(0, "Позже");
        assertThat(journal.of(number).stream().map(JournalEntry::text).limit(expected.size()))
                .containsExactlyElementsOf(expected);
    }

    @Test
    void anEntryNamesTheStepItWasMadeIn() {
        String number = deal().number();
        CurrentStep.set(new CurrentStep.Step("deal", 3, "Task_ContactClient", "Связаться с клиентом", "manager"));
        try {
            transaction.executeWithoutResult(status -> journal.record(number, "Позвонили"));
        } finally {
            CurrentStep.clear();
        }

        JournalEntry entry = journal.of(number).get(0);
        assertThat(entry.actor()).isEqualTo("manager");
        assertThat(entry.processKey()).isEqualTo("deal");
        assertThat(entry.processVersion()).isEqualTo(3);
        assertThat(entry.activityName()).isEqualTo("Связаться с клиентом");
    }
}
