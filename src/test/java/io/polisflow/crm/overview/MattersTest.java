package io.polisflow.crm.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.overview.Matters.Matter;
import java.sql.Timestamp;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a process is about is told by its business key alone, for many at once. */
abstract class MattersTest extends DatabaseTest {

    @Autowired
    private Matters matters;

    private Matter of(String key) {
        return matters.of(List.of(key)).get(key);
    }

    private long nextId() {
        return jdbc.queryForObject("select nextval('id_seq')", Long.class);
    }

    private String request(String sender, Long client, Long deal) {
        long id = nextId();
        String number = "R-0001-%06d".formatted(id);
        jdbc.update(
                "insert into insurance_request (id, number, channel, external_id, status, received_at, company_name, email,"
                        + " client_id, deal_id, lock_version) values (?, ?, 'EMAIL', ?, 'READABLE', ?, ?, ?, ?, ?, 0)",
                id,
                number,
                UUID.randomUUID().toString(),
                Timestamp.from(clock.instant()),
                sender,
                "someone@client.example",
                client,
                deal);
        return number;
    }

    private String lead(long client, Long deal) {
        long id = nextId();
        String number = "L-0001-%06d".formatted(id);
        jdbc.update(
                "insert into client_lead (id, number, client_id, deal_id, state, source, taken_by, taken_at, lock_version)"
                        + " values (?, ?, ?, ?, 'TAKEN', 'call', 'manager', ?, 0)",
                id,
                number,
                client,
                deal,
                Timestamp.from(clock.instant()));
        return number;
    }

    @Test
    void aDealsNumberMeansTheDealAndItsClient() {
        Deal deal = deal();
        assertThat(of(deal.number())).satisfies(matter -> {
            assertThat(matter.deal().id()).isEqualTo(deal.id());
            assertThat(matter.client().id()).isEqualTo(deal.client().id());
            assertThat(matter.name()).isEqualTo(deal.client().name());
        });
    }

    @Test
    void aRequestMeansItsSenderThenItsClientAndThenItsDeal() {
        Deal deal = deal();
        Client client = deal.client();
        String unknown = request("ООО «Отправитель»", null, null);
        assertThat(of(unknown)).isEqualTo(new Matter(unknown, "ООО «Отправитель»", null, null));
        assertThat(of(request(null, null, null)).name()).isEqualTo("someone@client.example");
        assertThat(of(request("ООО «Отправитель»", client.id(), null))).satisfies(matter -> {
            assertThat(matter.name()).isEqualTo(client.name());
            assertThat(matter.client().id()).isEqualTo(client.id());
            assertThat(matter.deal()).isNull();
        });
        assertThat(of(request(null, client.id(), deal.id())).deal().number()).isEqualTo(deal.number());
    }

    @Test
    void aLeadMeansItsClientAndLaterItsDeal() {
        Deal deal = deal();
        String open = lead(deal.client().id(), null);
        assertThat(of(open)).satisfies(matter -> {
            assertThat(matter.number()).isEqualTo(open);
            assertThat(matter.client().id()).isEqualTo(deal.client().id());
            assertThat(matter.deal()).isNull();
        });
        assertThat(of(lead(deal.client().id(), deal.id())).deal().number()).isEqualTo(deal.number());
    }

    @Test
    void aClientsKeyMeansTheClientAlone() {
        Client client = client();
        assertThat(of("C-" + client.id())).satisfies(matter -> {
            assertThat(matter.client().id()).isEqualTo(client.id());
            assertThat(matter.number()).isNull();
            assertThat(matter.deal()).isNull();
        });
    }

    @Test
    void whatMeansNothingIsLeftOut() {
        Deal deal = deal();
        Map<String, Matter> found = matters.of(
                List.of(deal.number(), "D-1999-000001", "R-1999-000001", "L-1999-000001", "C-1", "C-x", "nightly", ""));
        assertThat(found).containsOnlyKeys(deal.number());
        assertThat(matters.of(List.of())).isEmpty();
    }
}
