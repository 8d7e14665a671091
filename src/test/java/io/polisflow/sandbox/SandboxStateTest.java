package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.polisflow.sandbox.Behaviour.Limit;
import io.polisflow.sandbox.EdoBoxes.Posted;
import io.polisflow.sandbox.EdoBoxes.Response;
import io.polisflow.sandbox.EdoBoxes.Sent;
import io.polisflow.sandbox.PolicyLedger.Order;
import io.polisflow.sandbox.PolicyLedger.Policy;
import io.polisflow.sandbox.PolicyLedger.Policyholder;
import io.polisflow.sandbox.SandboxCompanies.Company;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the simulated systems know after a restart on the same machine. */
class SandboxStateTest {

    private static final byte[] PDF = "%PDF".getBytes(StandardCharsets.UTF_8);

    private final ObjectMapper json = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS);
    private final Clock clock = Clock.fixed(Instant.parse("2026-05-01T09:00:00Z"), ZoneOffset.UTC);
    private final SandboxCompanies companies = new SandboxCompanies();

    @TempDir
    private Path folder;

    @Test
    void aContractThatWasSentYesterdayCanBeSignedToday() {
        EdoBoxes yesterday = boxes(atFile());
        Company client = companies.find("7707083893").orElseThrow();
        Posted posted = new Posted(
                "operation-1",
                "ours",
                EdoBoxes.boxOf(client),
                "operation-1",
                "Договор.pdf",
                "№ 1",
                "Contract",
                PDF,
                PDF);
        Sent sent = yesterday.post(posted, client);
        List<EdoBoxes.Event> told = yesterday.eventsAfter(null, 100);

        EdoBoxes today = boxes(atFile());

        Sent found = today.find(sent.documentId).orElseThrow();
        assertThat(found.content).isEqualTo(PDF);
        assertThat(found.response).isEqualTo(Response.WaitingForRecipientSignature);
        assertThat(today.post(posted, client)).isSameAs(found);
        assertThat(today.eventsAfter(null, 100)).hasSameSizeAs(told);
        Long lastRead = told.get(told.size() - 1).key();
        assertThat(today.eventsAfter(lastRead, 100)).isEmpty();
        assertThat(today.sign(found, PDF, Response.WithRecipientSignature)).isTrue();
        assertThat(today.eventsAfter(lastRead, 100)).hasSize(1);
        assertThat(boxes(atFile()).find(sent.documentId).orElseThrow().response)
                .isEqualTo(Response.WithRecipientSignature);
    }

    @Test
    void aPolicyThatWasIssuedYesterdayCanBeCancelledToday() {
        PolicyLedger yesterday = new PolicyLedger(clock, atFile());
        Policy issued = yesterday.place("key", order()).policy();

        PolicyLedger today = new PolicyLedger(clock, atFile());

        assertThat(today.all()).containsExactly(issued);
        assertThat(today.place("key", order()).repeated()).isTrue();
        assertThat(today.cancel(issued)).isPresent();
        assertThat(new PolicyLedger(clock, atFile()).find(issued.policyNumber()).orElseThrow())
                .extracting(Policy::state, Policy::attempts)
                .containsExactly(PolicyLedger.State.CANCELLED, 2);
    }

    private Behaviours behaviours(Instant now) {
        return new Behaviours(event -> {}, atFile(), Clock.fixed(now, ZoneOffset.UTC), Duration.ZERO);
    }

    @Test
    void aSystemThatWasDownYesterdayIsDownTodayUntilItsTimeIsOver() {
        Instant before = clock.instant();
        Behaviours yesterday = behaviours(before);
        Behaviour broken = new Behaviour(Mode.OK, "422", 5, null, new Limit(3, null), null);
        yesterday.set("registry", Mode.DOWN);
        yesterday.set("underwriting", broken);
        yesterday.set("edo", new Behaviour(Mode.SLOW, null, null, null, new Limit(null, 60), null));
        yesterday.set("policy", Mode.DOWN);
        yesterday.set("policy", Mode.OK);
        yesterday.set("telephony", new Behaviour(Mode.OK, "a fault of old", null, null, null, null));
        yesterday.next("underwriting", any -> true);

        Behaviours soon = behaviours(before.plusSeconds(20));
        assertThat(soon.of("registry")).isEqualTo(Mode.DOWN);
        assertThat(soon.now("underwriting")).isEqualTo(new Behaviours.Now(broken, 2));
        assertThat(soon.of("edo")).isEqualTo(Mode.SLOW);
        assertThat(soon.now("edo").left()).isBetween(35, 40);
        assertThat(soon.of("policy")).isEqualTo(Mode.OK);
        assertThat(soon.of("mail")).isEqualTo(Mode.OK);
        assertThat(soon.now("telephony").behaviour()).isEqualTo(Behaviour.WELL);

        Behaviours late = behaviours(before.plusSeconds(61));
        assertThat(late.of("edo")).isEqualTo(Mode.OK);
        assertThat(late.of("registry")).isEqualTo(Mode.DOWN);
    }

    @Test
    void howOrdersAreTreatedIsRemembered() {
        new PolicyLedger(clock, atFile()).issue(PolicyLedger.Mode.LATER, "Осмотр");

        PolicyLedger today = new PolicyLedger(clock, atFile());

        assertThat(today.issuing()).isEqualTo(new PolicyLedger.Issuing(PolicyLedger.Mode.LATER, "Осмотр"));
        assertThat(today.all()).isEmpty();
    }

    @Test
    void anUnreadableFileIsLeftOut() throws IOException {
        new PolicyLedger(clock, atFile()).place("key", order());
        Files.writeString(folder.resolve("sandbox/policy/broken.json"), "{");

        assertThat(new PolicyLedger(clock, atFile()).all()).hasSize(1);
    }

    @Test
    void besideADatabaseInMemoryNothingIsKept() throws IOException {
        new PolicyLedger(clock, new SandboxState(json, "", "jdbc:h2:mem:test")).place("key", order());
        new PolicyLedger(clock, new SandboxState(json, "", "")).place("key", order());

        try (Stream<Path> files = Files.list(folder)) {
            assertThat(files).isEmpty();
        }
        Path told = folder.resolve("told");
        new PolicyLedger(clock, new SandboxState(json, told.toString(), "jdbc:postgresql://db/polisflow"))
                .place("key", order());
        assertThat(told.resolve("policy")).isDirectoryContaining("glob:**.json");
    }

    private SandboxState atFile() {
        return new SandboxState(json, "", "jdbc:h2:file:" + folder.resolve("polisflow") + ";DB_CLOSE_ON_EXIT=FALSE");
    }

    private EdoBoxes boxes(SandboxState state) {
        return new EdoBoxes(companies, clock, state);
    }

    private static Order order() {
        return new Order(
                "C-1",
                1,
                new Policyholder("7707083893", "ПАО «Сбербанк»"),
                "property",
                "Офис",
                new BigDecimal("1000000"),
                new BigDecimal("0"),
                new BigDecimal("1140.5"),
                LocalDate.of(2026, 6, 1),
                LocalDate.of(2027, 5, 31),
                Map.of());
    }
}
