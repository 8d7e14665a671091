package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.KonturFocusApi.SYSTEM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks up requisites in Kontur.Focus: the card by {@code req}, the OKVED by {@code egrDetails}, SME by {@code analytics}. */
class KonturFocusCounterpartyRegistry implements CounterpartyRegistry {

    private static final String SOURCE = "Контур.Фокус";

    private final KonturFocusApi api;
    private final ObjectMapper json;
    private final Clock clock;

    KonturFocusCounterpartyRegistry(KonturFocusApi api, ObjectMapper json, Clock clock) {
        this.api = api;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public Optional<Requisites> findByInn(String inn) {
        KonturFocusApi.Answer answer = api.get("req", inn);
        if (answer.status() != 200) {
            throw refusedWith(answer.status(), "req");
        }
        if (answer.body().isEmpty()) {
            return Optional.empty();
        }
        JsonNode card = of(inn, answer.body(), "req");
        JsonNode details = extra("egrDetails", inn);
        JsonNode analytics = extra("analytics", inn);
        ObjectNode raw = json.createObjectNode();
        raw.set("req", card);
        raw.set("egrDetails", details);
        raw.set("analytics", analytics);
        return Optional.of(requisites(inn, card, details, analytics, raw.toString()));
    }

    private Requisites requisites(String inn, JsonNode card, JsonNode details, JsonNode analytics, String raw) {
        boolean trader = card.path("IP").isObject();
        JsonNode body = trader ? card.path("IP") : card.path("UL");
        JsonNode name = body.path("legalName");
        String fullName = trader ? text(body.path("fio")) : text(name.path("full"));
        String shortName = trader ? (fullName == null ? null : "ИП " + fullName) : text(name.path("short"));
        if (shortName == null && fullName == null) {
            throw new UnavailableException(SYSTEM, "an answer without a name", null);
        }
        JsonNode head = body.path("heads").path(0);
        JsonNode okved = details.path(trader ? "IP" : "UL").path("activities").path("principalActivity");
        JsonNode sme = analytics.path("analytics").path("isMSP");
        return new Requisites(
                inn,
                text(body.path("kpp")),
                text(card.path("ogrn")),
                shortName == null ? fullName : shortName,
                fullName == null ? shortName : fullName,
                KonturFocusAddress.assemble(body.path("legalAddress")),
                text(okved.path("code")),
                text(okved.path("text")),
                trader ? fullName : text(head.path("fio")),
                text(head.path("position")),
                date(body.path("registrationDate")),
                status(body.path("status")),
                sme.isBoolean() ? sme.booleanValue() : null,
                // Whether it is in the register of SMEs is told, which size it has is not.
                null,
                branches(body.path("branches")),
                SOURCE,
                clock.instant(),
                raw);
    }

    /** @return the branches' KPPs, or null when the answer says nothing of branches */
    private static List<String> branches(JsonNode branches) {
        if (!branches.isArray()) {
            return null;
        }
        List<String> kpps = new ArrayList<>();
        branches.forEach(branch -> Optional.ofNullable(text(branch.path("kpp"))).ifPresent(kpps::add));
        return List.copyOf(kpps);
    }

    /** The gravest of the flags that are set: a company may be reorganising and going bankrupt at once. */
    private static RegistryStatus status(JsonNode status) {
        if (!status.isObject()) {
            // An entry without a status must not pass for a company in good health.
            throw new UnavailableException(SYSTEM, "an answer without a status", null);
        }
        if (status.path("dissolved").asBoolean()) {
            return RegistryStatus.DISSOLVED;
        }
        if (status.path("bankrupting").asBoolean()) {
            return RegistryStatus.BANKRUPT;
        }
        if (status.path("dissolving").asBoolean()) {
            return RegistryStatus.DISSOLVING;
        }
        return status.path("reorganizing").asBoolean() ? RegistryStatus.REORGANIZING : RegistryStatus.ACTIVE;
    }

    /**
     * What a separately sold method adds. The key has just been accepted by {@code req}, so a refusal here means that the
     * subscription does not include the method: not told, and no reason to try again for ever.
     */
    private JsonNode extra(String method, String inn) {
        KonturFocusApi.Answer answer = api.get(method, inn);
        if (answer.status() == 402 || answer.status() == 403) {
            return MissingNode.getInstance();
        }
        if (answer.status() != 200) {
            throw refusedWith(answer.status(), method);
        }
        return answer.body().isEmpty() ? MissingNode.getInstance() : of(inn, answer.body(), method);
    }

    private static JsonNode of(String inn, JsonNode entries, String method) {
        for (JsonNode entry : entries) {
            if (inn.equals(entry.path("inn").asText())) {
                return entry;
            }
        }
        throw new UnavailableException(SYSTEM, "the answer to " + method + " is about another taxpayer", null);
    }

    private static UnavailableException refusedWith(int status, String method) {
        return new UnavailableException(SYSTEM, "HTTP " + status + " to " + method, null);
    }

    private static String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank()
                ? node.textValue().strip()
                : null;
    }

    private static LocalDate date(JsonNode node) {
        String text = text(node);
        try {
            return text == null ? null : LocalDate.parse(text);
        } catch (DateTimeParseException e) {
            throw new UnavailableException(SYSTEM, "an unreadable date in the answer", e);
        }
    }
}
