package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.RegistryCalls.SYSTEM;

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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Looks up requisites in Kontur.Focus: the card by {@code req}, the OKVED by {@code egrDetails}, SME by {@code analytics}. */
class KonturFocusCounterpartyRegistry implements CounterpartyRegistry {

    private static final String SOURCE = "Контур.Фокус";
    private static final int MOST_AT_ONCE = 100;

    private final KonturFocusApi api;
    private final ObjectMapper json;
    private final Clock clock;

    KonturFocusCounterpartyRegistry(KonturFocusApi api, ObjectMapper json, Clock clock) {
        this.api = api;
        this.json = json;
        this.clock = clock;
    }

    /** What the three methods say of one taxpayer; a method that says nothing is missing. */
    private record Entry(JsonNode card, JsonNode details, JsonNode analytics) {}

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Optional<Requisites> findByInn(String inn) {
        Map<String, Entry> entries = ask(List.of(inn), true);
        return read(inn, entries.get(inn));
    }

    @Override
    public Map<String, Optional<Requisites>> findFresh(Collection<String> inns) {
        Map<String, Entry> entries = ask(List.copyOf(inns), false);
        return Batch.read(inns, entries::get, this::read);
    }

    @Override
    public int batchSize() {
        return MOST_AT_ONCE;
    }

    private Map<String, Entry> ask(List<String> inns, boolean kept) {
        Map<String, JsonNode> cards = entries("req", inns, kept);
        if (cards.isEmpty()) {
            return Map.of();
        }
        List<String> known = inns.stream().filter(cards::containsKey).toList();
        Map<String, JsonNode> details = extra("egrDetails", known, kept);
        Map<String, JsonNode> analytics = extra("analytics", known, kept);
        Map<String, Entry> entries = new HashMap<>();
        known.forEach(inn -> entries.put(
                inn,
                new Entry(
                        cards.get(inn),
                        details.getOrDefault(inn, MissingNode.getInstance()),
                        analytics.getOrDefault(inn, MissingNode.getInstance()))));
        return entries;
    }

    private Map<String, JsonNode> entries(String method, List<String> inns, boolean kept) {
        KonturFocusApi.Answer answer = api.get(method, inns, kept);
        if (answer.status() != 200) {
            throw refusedWith(answer.status(), method);
        }
        return byInn(method, answer.body(), inns);
    }

    /**
     * What a separately sold method adds. The key has just been accepted by {@code req}, so a refusal here means that the
     * subscription does not include the method: not told, and no reason to try again for ever.
     */
    private Map<String, JsonNode> extra(String method, List<String> inns, boolean kept) {
        KonturFocusApi.Answer answer = api.get(method, inns, kept);
        if (answer.status() == 402 || answer.status() == 403) {
            return Map.of();
        }
        if (answer.status() != 200) {
            throw refusedWith(answer.status(), method);
        }
        return byInn(method, answer.body(), inns);
    }

    /** An entry about somebody else is passed over; only such entries are no answer to us. */
    private static Map<String, JsonNode> byInn(String method, JsonNode array, List<String> inns) {
        Map<String, JsonNode> entries = new HashMap<>();
        for (JsonNode entry : array) {
            String inn = entry.path("inn").asText();
            if (inns.contains(inn)) {
                entries.put(inn, entry);
            }
        }
        if (entries.isEmpty() && !array.isEmpty()) {
            throw new UnavailableException(SYSTEM, "the answer to " + method + " is about another taxpayer", null);
        }
        return entries;
    }

    private Optional<Requisites> read(String inn, Entry entry) {
        if (entry == null) {
            return Optional.empty();
        }
        ObjectNode raw = json.createObjectNode();
        raw.set("req", entry.card());
        raw.set("egrDetails", entry.details());
        raw.set("analytics", entry.analytics());
        return Optional.of(requisites(inn, entry, raw.toString()));
    }

    private Requisites requisites(String inn, Entry entry, String raw) {
        JsonNode card = entry.card();
        boolean trader = card.path("IP").isObject();
        JsonNode body = trader ? card.path("IP") : card.path("UL");
        JsonNode name = body.path("legalName");
        String fullName = trader ? text(body.path("fio")) : text(name.path("full"));
        String shortName = trader ? (fullName == null ? null : "ИП " + fullName) : text(name.path("short"));
        if (shortName == null && fullName == null) {
            throw new UnavailableException(SYSTEM, "an answer without a name", null);
        }
        JsonNode head = body.path("heads").path(0);
        JsonNode okved =
                entry.details().path(trader ? "IP" : "UL").path("activities").path("principalActivity");
        JsonNode sme = entry.analytics().path("analytics").path("isMSP");
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
