package io.polisflow.crm.search;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.search.QuickSearch.Found;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One line of text finds clients, people, deals and policies; both databases must find the same. */
abstract class QuickSearchTest extends DatabaseTest {

    @Autowired
    private QuickSearch search;

    private String mark;
    private Client client;
    private Contact contact;
    private Deal deal;

    @BeforeEach
    void aClientWithADeal() {
        mark = UUID.randomUUID().toString().replaceAll("[^a-f]", "").concat("qqq");
        transaction.executeWithoutResult(status -> {
            client = clients.findOrCreate(null, "ООО «Ромашка " + mark + "»");
            contact = clients.findOrCreateContact(client, "Анна " + mark + "ова", mark + "@romashka.example", null);
            deal = deals.open(client, contact, Stage.NEEDS_ANALYSIS);
        });
    }

    Found find(String typed) {
        return search.find(typed, 5);
    }

    private List<Long> clientsOf(Found found) {
        return found.clients().items().stream().map(Client::id).toList();
    }

    private List<String> dealsOf(Found found) {
        return found.deals().items().stream().map(Deal::number).toList();
    }

    private List<String> policiesOf(String typed) {
        return find(typed).policies().items().stream()
                .map(policy -> policy.number())
                .toList();
    }

    private List<Long> peopleOf(String typed) {
        return find(typed).people().items().stream()
                .map(person -> person.contact().id())
                .toList();
    }

    private void issue(String number) {
        jdbc.update(
                "insert into policy (id, number, idempotency_key, deal_id, client_id, contract_number, line, product_code,"
                        + " object, sum_insured, deductible, premium, starts_on, ends_on, state, issued_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, ?, ?, 'ДС', 1, 'property', 'Склад', 1, 0, 1, ?, ?, 'ACTIVE', ?, 0)",
                number,
                UUID.randomUUID().toString(),
                deal.id(),
                client.id(),
                java.sql.Date.valueOf("2026-01-01"),
                java.sql.Date.valueOf("2026-12-31"),
                java.sql.Timestamp.from(clock.instant()));
    }

    @Test
    void aClientIsFoundWithItsDealsAndEvenWithATypo() {
        Found found = find("ромашка " + mark);
        assertThat(clientsOf(found)).containsExactly(client.id());
        assertThat(dealsOf(found)).containsExactly(deal.number());
        assertThat(found.similar()).isFalse();
        Found nearly = find("рамашка " + mark);
        assertThat(clientsOf(nearly)).containsExactly(client.id());
        assertThat(nearly.similar()).isTrue();
    }

    @Test
    void aPersonIsFoundByNameAddressAndNumberAsLongAsTheyAreOnTheCard() {
        String phone = "+7495" + (1_000_000 + client.id() % 9_000_000);
        Contact other = transaction.execute(
                status -> clients.findOrCreateContact(clients.get(client.id()), "Пётр " + mark, null, phone));

        assertThat(peopleOf(mark + "ова анна")).containsExactly(contact.id());
        assertThat(peopleOf(mark + "@rom")).containsExactly(contact.id());
        assertThat(peopleOf("8" + phone.substring(2))).contains(other.id());
        assertThat(peopleOf(mark)).containsExactlyInAnyOrder(contact.id(), other.id());
        assertThat(peopleOf("ан")).as("too short for an index").isEmpty();
        assertThat(find(mark + "ова анна").people().items().get(0).client().id())
                .isEqualTo(client.id());

        jdbc.update("update contact set removed = true where id = ?", contact.id());
        assertThat(peopleOf(mark + "ова анна")).isEmpty();
    }

    @Test
    void aDealIsFoundByItsNumberItsBeginningAndItsEnd() {
        String number = deal.number();
        for (String typed : List.of(number, number.toLowerCase(), number.substring(2), number.substring(7))) {
            assertThat(dealsOf(find(typed))).as(typed).contains(number);
        }
        assertThat(dealsOf(search.find(number.substring(0, number.length() - 1), 10)))
                .contains(number);
        assertThat(dealsOf(find(number + "0"))).doesNotContain(number);
    }

    @Test
    void aPolicyIsFoundByAnyPartOfItsNumber() {
        String number = "POL/" + mark + "-26_7";
        issue(number);

        for (String typed : List.of(number, number.toUpperCase(), mark + "-26", "ol/" + mark)) {
            assertThat(policiesOf(typed)).as(typed).containsExactly(number);
        }
        assertThat(policiesOf(mark + "-26%7")).isEmpty();
        assertThat(policiesOf(mark + "-2677")).isEmpty();
    }

    @Test
    void ofManyTheFirstAreShownAndThatThereAreMore() {
        transaction.executeWithoutResult(status -> {
            for (int i = 0; i < 3; i++) {
                deals.open(clients.get(client.id()), null, Stage.NEEDS_ANALYSIS);
            }
        });
        Found found = search.find("ромашка " + mark, 3);
        assertThat(found.deals().items()).hasSize(3).doesNotContain(deal);
        assertThat(found.deals().more()).isTrue();
        assertThat(found.clients().more()).isFalse();
        assertThat(search.find("ромашка " + mark, 4).deals().more()).isFalse();
    }

    @Test
    void nothingIsFoundForNothingAndForNonsense() {
        for (String typed : List.of("", " ", "a", "%", "!!", "\u0000\u0001", "'; drop table deal; --", mark + "zzzz")) {
            assertThat(find(typed).isEmpty()).as(typed).isTrue();
        }
        assertThat(find(null).isEmpty()).isTrue();
    }
}
