package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.RegistryCalls.SYSTEM;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireCall;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Looks up requisites in DaData by {@code findById/party}, one taxpayer a request; what is null there was not told. */
class DadataCounterpartyRegistry implements CounterpartyRegistry {

    static final String SOURCE = "DaData";

    private static final String FIND = "/suggestions/api/4_1/rs/findById/party";

    /** Answers any accepted key without looking anybody up; its path is to be checked with the vendor. */
    private static final String STATUS = "/suggestions/api/4_1/rs/status/party";

    /** The second edition of the classifier of activities. */
    private static final String OKVED_2 = "2014";

    private final RegistryCalls calls;
    private final String token;
    private final ObjectMapper json;
    private final Clock clock;

    DadataCounterpartyRegistry(RegistryCalls calls, String token, ObjectMapper json, Clock clock) {
        this.calls = calls;
        this.token = token;
        this.json = json;
        this.clock = clock;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Optional<Requisites> findByInn(String inn) {
        return read(inn, ask(inn, true));
    }

    @Override
    public Map<String, Optional<Requisites>> findFresh(Collection<String> inns) {
        return Batch.read(inns, inn -> ask(inn, false), this::read);
    }

    /** @return the status with which the registry takes our key */
    int probe() {
        return calls.send(authorised(WireCall.get("status", STATUS)).unrecorded())
                .status();
    }

    private WireCall authorised(WireCall call) {
        return call.header("Authorization", "Token " + token).header("Accept", "application/json");
    }

    private JsonNode ask(String inn, boolean kept) {
        Map<String, Object> question = new LinkedHashMap<>();
        question.put("query", inn);
        question.put("branch_type", "MAIN");
        question.put("type", inn.length() == 12 ? "INDIVIDUAL" : "LEGAL");
        question.put("count", 1);
        // A question changes nothing, so it may be put again.
        WireCall call =
                authorised(WireCall.post("findById", FIND).json(question, json)).repeatable();
        WireAnswer answer = calls.send(kept ? call : call.unrecorded());
        if (answer.status() != 200) {
            throw answer.unexpected();
        }
        JsonNode suggestions = answer.tree().path("suggestions");
        if (!suggestions.isArray()) {
            throw answer.fault("holds no suggestions");
        }
        return suggestions;
    }

    private Optional<Requisites> read(String inn, JsonNode suggestions) {
        if (suggestions.isEmpty()) {
            return Optional.empty();
        }
        JsonNode data = suggestions.path(0).path("data");
        if (!inn.equals(data.path("inn").asText())) {
            throw unusable("the answer is about another taxpayer");
        }
        JsonNode names = data.path("name");
        String fullName = first(names.path("full_with_opf"), names.path("full"));
        String shortName =
                first(names.path("short_with_opf"), suggestions.path(0).path("value"));
        if (shortName == null && fullName == null) {
            throw unusable("an answer without a name");
        }
        JsonNode smb = data.path("documents").path("smb");
        JsonNode address = data.path("address");
        boolean trader = inn.length() == 12;
        return Optional.of(new Requisites(
                inn,
                text(data.path("kpp")),
                text(data.path("ogrn")),
                shortName == null ? fullName : shortName,
                fullName == null ? shortName : fullName,
                first(address.path("unrestricted_value"), address.path("value")),
                OKVED_2.equals(data.path("okved_type").asText(OKVED_2)) ? text(data.path("okved")) : null,
                okvedName(data),
                trader ? person(data, names) : text(data.path("management").path("name")),
                text(data.path("management").path("post")),
                date(data.path("state").path("registration_date"), data.path("ogrn_date")),
                status(data.path("state").path("status")),
                // The register holds small and medium ones only: who has an entry is one, who has none was not told.
                smb.isObject() ? Boolean.TRUE : null,
                size(smb.path("category")),
                // How many branches there are may be told, which ones is not.
                null,
                SOURCE,
                clock.instant(),
                suggestions.path(0).toString()));
    }

    private static String okvedName(JsonNode data) {
        for (JsonNode okved : data.path("okveds")) {
            if (okved.path("main").asBoolean()) {
                return text(okved.path("name"));
            }
        }
        return null;
    }

    private static String person(JsonNode data, JsonNode names) {
        JsonNode fio = data.path("fio");
        String name = Stream.of("surname", "name", "patronymic")
                .map(part -> text(fio.path(part)))
                .filter(part -> part != null)
                .reduce((before, after) -> before + " " + after)
                .orElse(null);
        return name == null ? text(names.path("full")) : name;
    }

    private static RegistryStatus status(JsonNode status) {
        return switch (status.asText()) {
            case "ACTIVE" -> RegistryStatus.ACTIVE;
            case "REORGANIZING" -> RegistryStatus.REORGANIZING;
            case "LIQUIDATING" -> RegistryStatus.DISSOLVING;
            case "LIQUIDATED" -> RegistryStatus.DISSOLVED;
            case "BANKRUPT" -> RegistryStatus.BANKRUPT;
            // A status that nobody knows must not pass for good health.
            default -> throw unusable("an answer without a known status");
        };
    }

    private static CompanySize size(JsonNode category) {
        return switch (category.asText()) {
            case "MICRO" -> CompanySize.MICRO;
            case "SMALL" -> CompanySize.SMALL;
            case "MEDIUM" -> CompanySize.MEDIUM;
            default -> null;
        };
    }

    /** Milliseconds since 1970 of the day's beginning in UTC; companies older than that have negative ones. */
    private static LocalDate date(JsonNode one, JsonNode other) {
        JsonNode told = one.isNumber() ? one : other;
        return told.isNumber()
                ? Instant.ofEpochMilli(told.longValue()).atZone(ZoneOffset.UTC).toLocalDate()
                : null;
    }

    private static String first(JsonNode one, JsonNode other) {
        String text = text(one);
        return text == null ? text(other) : text;
    }

    private static String text(JsonNode node) {
        return node.isTextual() && !node.textValue().isBlank()
                ? node.textValue().strip()
                : null;
    }

    private static UnavailableException unusable(String why) {
        return new UnavailableException(SYSTEM, why, null);
    }
}
