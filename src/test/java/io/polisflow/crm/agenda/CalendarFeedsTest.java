package io.polisflow.crm.agenda;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewals;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Published calendars on both databases: renewals, readers at one moment, secrets at one moment. */
abstract class CalendarFeedsTest extends DatabaseTest {

    /** The tests' clock begins on Tuesday, 24 November 2026. */
    private static final LocalDate END = LocalDate.of(2027, 1, 20);

    @Autowired
    private CalendarFeeds feeds;

    @Autowired
    private Policies policies;

    @Autowired
    private Renewals renewals;

    @Autowired
    private TouchCalendar touches;

    private Deal deal;
    private String owner;

    @BeforeEach
    void aDeal() {
        deal = deal();
        owner = deal.owner();
    }

    @AfterEach
    void noFeedStays() {
        feeds.revoke(owner);
    }

    private String read(String secret) {
        return feeds.read(secret, "https://crm.example")
                .map(publication -> new String(publication.content(), StandardCharsets.UTF_8).replace("\r\n ", ""))
                .orElseThrow();
    }

    private static Optional<String> entry(String calendar, String text) {
        return List.of(calendar.split("BEGIN:VEVENT")).stream()
                .filter(event -> event.contains(text))
                .findFirst();
    }

    private Policy policy() {
        return transaction.execute(status -> policies.recordIssued(new Policies.Issue(
                "P-" + deal.number(),
                deal.number() + ":1",
                deal.number(),
                "DOG-" + deal.number(),
                1,
                "property",
                "Склад",
                new BigDecimal("12000000.00"),
                new BigDecimal("50000.00"),
                new BigDecimal("100000.00"),
                END.minusMonths(12).plusDays(1),
                END)));
    }

    @Test
    void aRenewalStandsOnItsDayMovesWhenPutOffAndIsCancelledWithItsPolicy() {
        Policy policy = policy();
        String secret = feeds.create(owner);
        transaction.executeWithoutResult(status -> {
            renewals.register(policy.id());
            renewals.plan(policy.id(), 45);
        });
        String shown = entry(read(secret), "P-" + deal.number()).orElseThrow();
        assertThat(shown)
                .contains("SUMMARY:Продление: ")
                .contains("DTSTART;VALUE=DATE:20261204\r\n")
                .contains("DTEND;VALUE=DATE:20261205\r\n")
                .contains("TRIGGER:PT9H")
                .contains("действует по 20.01.2027")
                .contains("SEQUENCE:0\r\n");

        transaction.executeWithoutResult(status -> renewals.plan(policy.id(), 30));
        assertThat(entry(read(secret), "P-" + deal.number()).orElseThrow())
                .contains("DTSTART;VALUE=DATE:20261221\r\n")
                .contains("SEQUENCE:1\r\n");

        transaction.executeWithoutResult(status -> renewals.close(policy.id()));
        assertThat(entry(read(secret), "P-" + deal.number()).orElseThrow())
                .contains("STATUS:CANCELLED")
                .contains("SEQUENCE:2\r\n");
    }

    @Test
    void readersAtOneMomentAreToldTheSame() throws Exception {
        String secret = feeds.create(owner);
        read(secret);
        transaction.executeWithoutResult(status -> touches.plan(
                deal.number(),
                new TouchCalendar.Plan(
                        Activity.Kind.CALL, LocalDateTime.of(2026, 11, 25, 12, 0), null, null, "Общее")));
        List<String> told = atOnce(() -> read(secret));
        assertThat(new HashSet<>(told)).hasSize(1);
        assertThat(entry(told.get(0), "Общее").orElseThrow()).contains("SEQUENCE:0\r\n");
    }

    @Test
    void ofSecretsMadeAtOneMomentOneOpens() throws Exception {
        List<String> secrets = atOnce(() -> feeds.create(owner));
        assertThat(new HashSet<>(secrets)).hasSameSizeAs(secrets);
        assertThat(secrets.stream().filter(secret -> feeds.read(secret, "").isPresent()))
                .hasSize(1);
    }

    @Test
    void whoWorksHereNoMoreIsReadNoMore() {
        String secret = feeds.create("stranger");
        assertThat(feeds.read(secret, "")).isEmpty();
        assertThat(feeds.revoke("stranger")).isTrue();
        assertThat(feeds.revoke("stranger")).isFalse();
    }

    @Test
    void thirtyDaysBackAndNoFurther() {
        String secret = feeds.create(owner);
        transaction.executeWithoutResult(status -> touches.plan(
                deal.number(),
                new TouchCalendar.Plan(
                        Activity.Kind.CALL, LocalDateTime.of(2026, 11, 25, 12, 0), null, null, "Старое")));
        assertThat(entry(read(secret), "Старое")).isPresent();
        clock.move(java.time.Duration.ofDays(29));
        assertThat(entry(read(secret), "Старое").orElseThrow()).contains("SEQUENCE:0\r\n", "STATUS:CONFIRMED");
        clock.move(java.time.Duration.ofDays(4));
        assertThat(entry(read(secret), "Старое")).isEmpty();
    }
}
