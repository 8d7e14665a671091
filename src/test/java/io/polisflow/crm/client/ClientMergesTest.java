package io.polisflow.crm.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.journal.JournalEntry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.ConnectionCallback;

/** Merging two cards of one client, and taking that back; both databases must do the same. */
abstract class ClientMergesTest extends DatabaseTest {

    @Autowired
    private ClientMerges merges;

    @Autowired
    private ClientCards cards;

    @Autowired
    private ClientContacts contacts;

    @Autowired
    private Journal journal;

    private Client kept;
    private Client merged;
    private Deal deal;

    @BeforeEach
    void twoCardsOfOneClient() {
        kept = clients.findOrCreate(freshInn(), unique("Лютик"));
        merged = clients.findOrCreate(null, unique("Лютик и Ко"));
        deal = openDeal(merged);
    }

    private String freshInn() {
        long nine = 300_000_000 + jdbc.queryForObject("select nextval('id_seq')", Long.class);
        return IntStream.range(0, 10)
                .mapToObj(digit -> "%09d%d".formatted(nine, digit))
                .filter(Inn::isValid)
                .findFirst()
                .orElseThrow();
    }

    private Deal openDeal(Client client) {
        return transaction.execute(status -> deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS));
    }

    private Contact contact(Client client, String name, String email, String phone) {
        return transaction.execute(status -> clients.findOrCreateContact(clients.get(client.id()), name, email, phone));
    }

    private long merge(CardField... chosen) {
        return merges.merge(kept.id(), merged.id(), Set.of(chosen), "manager").id();
    }

    private long clientOf(Deal one) {
        return jdbc.queryForObject("select client_id from deal where id = ?", Long.class, one.id());
    }

    private void enter(Client client, CardField field, String value) {
        cards.save(client.id(), Map.of(field, value), Map.of(), new Editor("manager", "Анна"), clock.instant());
    }

    /** Every row of every table that a merging may touch, as text. */
    private List<String> everything() {
        return Stream.of(
                        "client",
                        "client_field",
                        "contact",
                        "deal",
                        "insurance_request",
                        "policy",
                        "call_back",
                        "client_lead",
                        "requisite_change",
                        "activity",
                        "objection",
                        "call_order",
                        "call_record")
                .flatMap(table -> jdbc.queryForList("select * from " + table).stream()
                        .map(row -> {
                            row.keySet().removeIf("lock_version"::equalsIgnoreCase);
                            return table + row;
                        })
                        .sorted())
                .toList();
    }

    @Test
    void everythingThatPointsToACardOrAContactIsMoved() {
        List<String> pointers = new ArrayList<>();
        jdbc.execute((ConnectionCallback<Void>) connection -> {
            boolean lower = connection.getMetaData().storesLowerCaseIdentifiers();
            for (String table : List.of("client", "contact")) {
                try (var keys = connection
                        .getMetaData()
                        .getExportedKeys(
                                connection.getCatalog(), connection.getSchema(), lower ? table : table.toUpperCase())) {
                    while (keys.next()) {
                        pointers.add(
                                (keys.getString("FKTABLE_NAME") + "." + keys.getString("FKCOLUMN_NAME")).toLowerCase());
                    }
                }
            }
            return null;
        });
        Set<String> known = new HashSet<>();
        Stream.of(MergedColumns.CLIENT, MergedColumns.CONTACT, List.of(MergedColumns.CONTACT_CLIENT))
                .flatMap(List::stream)
                .forEach(column -> known.add(column.table() + "." + column.name()));
        // A card's own fields, what the registry was asked about it at the time, and the record of merging itself.
        known.addAll(Set.of(
                "client_field.client_id",
                "registry_refresh_client.client_id",
                "client_merge.kept_id",
                "client_merge.merged_id"));
        assertThat(pointers).isNotEmpty().isSubsetOf(known);
    }

    @Test
    void theDuplicatesDealsAndPeopleGoOnUnderTheOtherCard() {
        Contact person = contact(merged, "Пётр", "p" + merged.id() + "@x.example", null);

        merge();

        assertThat(clientOf(deal)).isEqualTo(kept.id());
        assertThat(clients.contactsOf(kept.id())).extracting(Contact::id).containsExactly(person.id());
        assertThat(clients.get(merged.id()).id()).isEqualTo(kept.id());
        assertThat(contacts.require(merged.id(), person.id(), "contact").name()).isEqualTo("Пётр");
        assertThat(journal.of(deal.number()))
                .extracting(JournalEntry::text)
                .anyMatch(text -> text.contains("объединена с карточкой «" + kept.name() + "»"));
    }

    @Test
    void whoeverAsksForTheDuplicateLaterGetsTheCardThatGoesOn() {
        merge();

        assertThat(clients.findOrCreate(null, merged.name()).id()).isEqualTo(kept.id());
        assertThat(clients.find(new Clients.Traces(kept.inn(), merged.name(), null, null, null))
                        .certainty())
                .isEqualTo(Clients.Certainty.FOUND);
        assertThat(cards.namesakes(kept.id())).isEmpty();
    }

    @Test
    void blanksAreFilledAndAChosenValueWinsWithItsOrigin() {
        enter(kept, CardField.ADDRESS, "Тула");
        enter(merged, CardField.ADDRESS, "Калуга");
        enter(kept, CardField.OKVED, "41.20");
        enter(merged, CardField.OKVED, "62.01");
        enter(merged, CardField.HEAD_NAME, "Иванов");
        enter(merged, CardField.REGISTRATION_DATE, "01.02.2020");
        enter(merged, CardField.SME, "true");

        long id = merge(CardField.ADDRESS);

        Client now = clients.get(kept.id());
        assertThat(now.address()).isEqualTo("Калуга");
        assertThat(now.okved()).isEqualTo("41.20");
        assertThat(now.headName()).isEqualTo("Иванов");
        assertThat(now.registrationDate()).hasToString("2020-02-01");
        assertThat(now.sme()).isTrue();
        assertThat(cards.lines(kept.id()))
                .filteredOn(line -> line.field() == CardField.HEAD_NAME)
                .singleElement()
                .satisfies(line -> assertThat(line.origin().source()).isEqualTo("ввёл Анна"));
        assertThat(merges.done(id).gaveWay()).isEqualTo(Map.of(CardField.ADDRESS, "Тула"));
        assertThat(merges.done(id).moved()).containsEntry("deal", 1L).containsKey("client_change");
    }

    @Test
    void aDoubtAndAManagerAreNotLostWithTheCard() {
        jdbc.update("update client set owner = null where id = ?", kept.id());
        clients.decideReliability(merged.id(), false, "Не платят");

        merge();

        assertThat(clients.get(kept.id()).owner())
                .isEqualTo(merges.cardAsItWas(merged.id()).owner());
        assertThat(clients.get(kept.id()).reliability()).isEqualTo(Client.Reliability.NOT_TRUSTED);
        assertThat(clients.get(kept.id()).reliabilityComment()).isEqualTo("Не платят");
    }

    @Test
    void whoStandsOnBothCardsBecomesOnePersonWhomFormsStillFind() {
        String mail = "both" + kept.id() + "@x.example";
        Contact one = contact(kept, null, mail, null);
        Contact same = contact(merged, "Павел", mail, "+7 495 111-22-33");
        jdbc.update("update deal set contact_id = ? where id = ?", same.id(), deal.id());
        assertThat(merges.preview(kept.id(), merged.id()).samePeople()).isOne();

        merge();

        assertThat(clients.contactsOf(kept.id())).singleElement().satisfies(person -> {
            assertThat(person.id()).isEqualTo(one.id());
            assertThat(person.name()).isEqualTo("Павел");
            assertThat(person.phone()).isEqualTo("+74951112233");
        });
        assertThat(jdbc.queryForObject("select contact_id from deal where id = ?", Long.class, deal.id()))
                .isEqualTo(one.id());
        assertThat(contacts.require(kept.id(), same.id(), "contact").id()).isEqualTo(one.id());
    }

    @Test
    void takenBackEverythingIsAsItWas() {
        String mail = "back" + kept.id() + "@x.example";
        contact(kept, "Павел", mail, null);
        Contact same = contact(merged, "Паша", mail, "+7 495 111-22-34");
        contact(merged, "Ещё один", "other" + mail, null);
        jdbc.update("update deal set contact_id = ? where id = ?", same.id(), deal.id());
        enter(kept, CardField.ADDRESS, "Тула");
        enter(merged, CardField.ADDRESS, "Калуга");
        enter(merged, CardField.COMPANY_SIZE, "SMALL");
        callBack(merged);
        jdbc.update("update client set owner = null where id = ?", kept.id());
        List<String> before = everything();

        long id = merge(CardField.ADDRESS, CardField.NAME);
        assertThat(everything()).isNotEqualTo(before);
        clock.move(Duration.ofHours(24));
        int left = merges.undo(id, "head");

        assertThat(left).isZero();
        assertThat(everything()).isEqualTo(before);
        assertThat(merges.get(id).undoneBy()).isEqualTo("head");
        assertThat(journal.of(deal.number()))
                .extracting(JournalEntry::text)
                .anyMatch(text -> text.endsWith("отменено"));
        merge();
    }

    private void callBack(Client client) {
        jdbc.update(
                "insert into call_back (id, client_id, open_key, number, calls, first_at, last_at, lock_version)"
                        + " values (?, ?, ?, '+74951112233', 1, ?, ?, 0)",
                jdbc.queryForObject("select nextval('id_seq')", Long.class),
                client.id(),
                String.valueOf(client.id()),
                java.sql.Timestamp.from(clock.instant()),
                java.sql.Timestamp.from(clock.instant()));
    }

    @Test
    void anOpenCallBackIsFoundUnderTheCardThatGoesOnAndTwoStayTwo() {
        callBack(merged);
        merge();
        assertThat(jdbc.queryForList("select open_key from call_back where client_id = ?", String.class, kept.id()))
                .containsExactly(String.valueOf(kept.id()));

        Client third = clients.findOrCreate(null, unique("Лютики"));
        callBack(third);
        merges.merge(kept.id(), third.id(), Set.of(), "manager");
        assertThat(jdbc.queryForList("select open_key from call_back where client_id = ?", String.class, kept.id()))
                .containsExactlyInAnyOrder(String.valueOf(kept.id()), String.valueOf(third.id()));
    }

    @Test
    void whatWasChangedSinceStaysAndWhatIsNewStaysWithTheCardThatWentOn() {
        enter(merged, CardField.ADDRESS, "Калуга");
        long id = merge();
        enter(kept, CardField.ADDRESS, "Орёл");
        Deal later = openDeal(kept);

        assertThat(merges.undo(id, "manager")).isOne();

        assertThat(clients.get(kept.id()).address()).isEqualTo("Орёл");
        assertThat(clients.get(merged.id()).address()).isEqualTo("Калуга");
        assertThat(clientOf(later)).isEqualTo(kept.id());
        assertThat(clientOf(deal)).isEqualTo(merged.id());
    }

    @Test
    void afterADayOrTwiceItCannotBeTakenBack() {
        long id = merge();
        clock.move(Duration.ofHours(24).plusSeconds(1));
        assertThatThrownBy(() -> merges.undo(id, "manager"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("24 часов");
        clock.reset();
        merges.undo(id, "manager");
        assertThatThrownBy(() -> merges.undo(id, "manager"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("уже отменено");
    }

    @Test
    void aChainOfMergingsIsTakenBackFromItsEnd() {
        Client third = clients.findOrCreate(null, unique("Лютики"));
        long first = merges.merge(third.id(), merged.id(), Set.of(), "manager").id();
        long second = merges.merge(kept.id(), third.id(), Set.of(), "manager").id();
        assertThat(clients.get(merged.id()).id()).isEqualTo(kept.id());
        assertThat(clientOf(deal)).isEqualTo(kept.id());

        assertThatThrownBy(() -> merges.undo(first, "manager")).isInstanceOf(ConflictException.class);
        merges.undo(second, "manager");
        merges.undo(first, "manager");

        assertThat(clientOf(deal)).isEqualTo(merged.id());
        assertThat(clients.get(merged.id()).id()).isEqualTo(merged.id());
    }

    @Test
    void whatIsNotOneClientIsRefused() {
        Client stranger = clients.findOrCreate(freshInn(), unique("Лютик"));
        assertThatThrownBy(() -> merges.merge(kept.id(), stranger.id(), Set.of(), "manager"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("разные ИНН");
        assertThatThrownBy(() -> merges.merge(kept.id(), kept.id(), Set.of(), "manager"))
                .isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> merges.merge(merged.id(), kept.id(), Set.of(), "manager"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("карточка с ИНН");
        assertThat(merges.preview(merged.id(), kept.id()).kept().id()).isEqualTo(kept.id());
        merge();
        assertThatThrownBy(() -> merges.merge(kept.id(), merged.id(), Set.of(), "manager"))
                .isInstanceOf(ConflictException.class);
    }

    @Test
    void ofManyWhoMergeAtOneMomentOneDoes() throws Exception {
        List<Boolean> done = atOnce(() -> {
            try {
                merge();
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });
        assertThat(done).containsOnlyOnce(true);
        assertThat(merges.of(kept.id())).hasSize(1);
    }

    @Test
    void cardsOfOneNameOrWithOnePersonAreSuspected() {
        String mail = "suspect" + kept.id() + "@x.example";
        contact(kept, "Павел", mail, null);
        contact(merged, "Паша", mail, null);
        Client stranger = clients.findOrCreate(freshInn(), unique("Мак"));
        contact(stranger, "Павел", mail, null);

        assertThat(merges.suspects(kept.id())).extracting(Client::id).containsExactly(merged.id());
        assertThat(merges.suspects(merged.id()))
                .extracting(Client::id)
                .containsExactlyInAnyOrder(kept.id(), stranger.id());
        merge();
        assertThat(merges.suspects(kept.id())).isEmpty();
    }
}
