package io.polisflow.crm.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.contract.SigningCase;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.letter.LetterTemplates.RenderedLetter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.overview.ClientFiles.ClientFile;
import io.polisflow.crm.overview.ClientFiles.Origin;
import io.polisflow.crm.overview.Timeline.Entry;
import io.polisflow.crm.overview.Timeline.Kind;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import java.math.BigDecimal;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** All that has happened with a client on one line of time, and all its files; on each database that we support. */
abstract class TimelineTest extends SigningCase {

    @Autowired
    private Timeline timeline;

    @Autowired
    private ClientFiles files;

    @Autowired
    private Letters letters;

    @Autowired
    private Policies policies;

    private String deal;
    private Client client;

    @BeforeEach
    void aSignedContractALetterACallAMeetingAndAPolicy() {
        long contract = onPaper();
        deal = dealOf(contract);
        client = transaction.execute(status -> deals.get(deal).client());
        clock.move(Duration.ofMinutes(1));
        contracts.attachScan(contract, "скан.pdf", "application/pdf", new byte[] {1});
        clock.move(Duration.ofMinutes(1));
        transaction.executeWithoutResult(status -> letters.write(
                deal,
                List.of("client@x.example"),
                new RenderedLetter("Ваш договор", "Во вложении", null),
                List.of(contracts.get(contract).scan())));
        clock.move(Duration.ofMinutes(1));
        transaction.executeWithoutResult(
                status -> deals.recordTouch(deal, Activity.Kind.MEETING, "manager", "Показали склад"));
        clock.move(Duration.ofMinutes(1));
        call(deals.get(deal).id(), null);
        clock.move(Duration.ofMinutes(1));
        issue(1, LocalDate.of(2027, 1, 1), "100000.00");
    }

    private void call(Long dealId, Long contactId) {
        jdbc.update(
                "insert into call_record (id, entry_id, deal_id, contact_id, direction, number, state, result, started_at,"
                        + " told, received_at, lock_version)"
                        + " values (nextval('id_seq'), ?, ?, ?, 'OUTGOING', '+74951112233', 'OVER', 'ANSWERED', ?, true, ?, 0)",
                UUID.randomUUID().toString(),
                dealId,
                contactId,
                Timestamp.from(clock.instant()),
                Timestamp.from(clock.instant()));
    }

    private void issue(int line, LocalDate from, String premium) {
        transaction.executeWithoutResult(status -> policies.recordIssued(new Policies.Issue(
                "P-" + deal + "-" + line,
                deal + ":" + line,
                deal,
                "DOG-" + deal,
                line,
                "property",
                "Склад",
                new BigDecimal("12000000.00"),
                BigDecimal.ZERO,
                new BigDecimal(premium),
                from,
                from.plusYears(1).minusDays(1))));
    }

    private Timeline.Stretch stretch(Kind kind, int most) {
        return transaction.execute(status -> timeline.of(client, kind, most));
    }

    private List<Kind> kinds(Kind kind) {
        return stretch(kind, 50).entries().stream().<Kind>map(Entry::kind).toList();
    }

    @Test
    void everyTouchStandsOnOneLineNewestFirst() {
        assertThat(kinds(null))
                .startsWith(Kind.DOCUMENTS, Kind.CALLS, Kind.MEETINGS, Kind.LETTERS, Kind.DOCUMENTS)
                .contains(Kind.DOCUMENTS);
        assertThat(stretch(null, 50).entries()).allMatch(entry -> deal.equals(entry.dealNumber()));
        assertThat(stretch(null, 50).more()).isFalse();
    }

    @Test
    void eachKindIsSeenAlone() {
        assertThat(kinds(Kind.LETTERS)).containsExactly(Kind.LETTERS);
        assertThat(kinds(Kind.CALLS)).containsExactly(Kind.CALLS);
        assertThat(kinds(Kind.MEETINGS)).containsExactly(Kind.MEETINGS);
        assertThat(kinds(Kind.DOCUMENTS)).hasSizeGreaterThan(2).containsOnly(Kind.DOCUMENTS);
        assertThat(kinds(Kind.TASKS)).isEmpty();
    }

    @Test
    void aLongerStretchBeginsWithTheShorterOne() {
        Timeline.Stretch two = stretch(null, 2);
        Timeline.Stretch four = stretch(null, 4);

        assertThat(two.more()).isTrue();
        assertThat(two.entries()).hasSize(2);
        assertThat(four.entries().subList(0, 2).stream().map(Entry::at).toList())
                .isEqualTo(two.entries().stream().map(Entry::at).toList());
    }

    @Test
    void aCallWithAPersonOfTheClientBelongsToItWithoutADealToo() {
        long person = transaction.execute(status ->
                clients.findOrCreateContact(client, "Ольга", null, null).id());
        call(null, person);

        assertThat(stretch(Kind.CALLS, 50).entries()).hasSize(2).first().satisfies(entry -> assertThat(
                        entry.dealNumber())
                .isNull());
    }

    @Test
    void anotherClientsTouchesStayThere() {
        Client other = client();

        assertThat((List<?>) transaction
                        .execute(status -> timeline.of(other, null, 50))
                        .entries())
                .isEmpty();
        assertThat((List<?>) transaction.execute(status -> files.of(other, 50))).isEmpty();
    }

    @Test
    void aFileInTwoPlacesIsListedOnceAndCalledWhatItIs() {
        List<ClientFile> found = transaction.execute(status -> files.of(client, 50));

        assertThat(found)
                .filteredOn(file -> file.file().name().equals("скан.pdf"))
                .singleElement()
                .satisfies(file -> {
                    assertThat(file.origin()).isEqualTo(Origin.SCAN);
                    assertThat(file.dealNumber()).isEqualTo(deal);
                });
        assertThat(found).extracting(ClientFile::origin).contains(Origin.CONTRACT);
    }

    @Test
    void premiumsAreAddedUpByYearWithoutCancelledPoliciesAndWithoutGaps() {
        issue(2, LocalDate.of(2027, 5, 1), "50000.50");
        issue(3, LocalDate.of(2025, 1, 1), "70000.00");
        issue(4, LocalDate.of(2028, 1, 1), "90000.00");
        policies.cancel("P-" + deal + "-4", LocalDate.of(2028, 2, 1), null);

        List<Policy> bought = transaction.execute(status -> policies.of(client));

        assertThat(PremiumByYear.of(bought))
                .containsExactlyEntriesOf(new java.util.TreeMap<>(Map.of(
                        2025, new BigDecimal("70000.00"),
                        2026, BigDecimal.ZERO,
                        2027, new BigDecimal("150000.50"))));
        assertThat(PremiumByYear.of(List.of())).isEmpty();
    }
}
