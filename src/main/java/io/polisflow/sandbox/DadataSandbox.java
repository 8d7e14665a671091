package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.SandboxCompanies.Company;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Answers as DaData does: one company a request, everything that its plan does not sell as null. */
@RestController
@RequestMapping("/sandbox/registry/suggestions/api/4_1/rs")
@Profile("sandbox & !production")
class DadataSandbox {

    private static final Map<String, String> STATES = Map.of(
            "active", "ACTIVE",
            "reorganizing", "REORGANIZING",
            "dissolving", "LIQUIDATING",
            "dissolved", "LIQUIDATED",
            "bankrupting", "BANKRUPT");

    private final CompanyRegister companies;
    private final RegistryLimit limit;
    private final String token;
    private final ObjectMapper json;

    DadataSandbox(
            CompanyRegister companies,
            RegistryLimit limit,
            @Value("${polisflow.sandbox.registry.api-key:sandbox}") String token,
            ObjectMapper json) {
        this.companies = companies;
        this.limit = limit;
        this.token = token;
        this.json = json;
    }

    @GetMapping("/status/party")
    ResponseEntity<Object> status(@RequestHeader(name = "Authorization", required = false) String authorization) {
        ResponseEntity<Object> refusal = refusal(authorization);
        return refusal == null ? ResponseEntity.ok(Map.of("search", true)) : refusal;
    }

    @PostMapping("/findById/party")
    ResponseEntity<Object> find(
            @RequestHeader(name = "Authorization", required = false) String authorization,
            @RequestBody(required = false) byte[] body) {
        ResponseEntity<Object> refusal = refusal(authorization);
        if (refusal != null) {
            return refusal;
        }
        JsonNode question;
        try {
            question = json.readTree(new String(body == null ? new byte[0] : body, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            return failure(HttpStatus.BAD_REQUEST, "Malformed request");
        }
        String query = question.path("query").asText("");
        if (query.isBlank()) {
            return failure(HttpStatus.BAD_REQUEST, "Query is required");
        }
        String type = question.path("type").asText("");
        List<Map<String, Object>> found = companies
                .find(query.strip())
                .filter(company -> type.isEmpty() || type.equals(company.soleTrader() ? "INDIVIDUAL" : "LEGAL"))
                .map(DadataSandbox::suggestion)
                .stream()
                .toList();
        return ResponseEntity.ok(Map.of("suggestions", found));
    }

    private ResponseEntity<Object> refusal(String authorization) {
        if (limit.exceeded()) {
            return failure(HttpStatus.TOO_MANY_REQUESTS, "Too many requests per second");
        }
        if (authorization == null || !authorization.startsWith("Token ")) {
            return failure(HttpStatus.UNAUTHORIZED, "No permission");
        }
        return authorization.equals("Token " + token)
                ? null
                : failure(HttpStatus.FORBIDDEN, "Invalid api key or the daily limit is reached");
    }

    private static ResponseEntity<Object> failure(HttpStatus status, String message) {
        return ResponseEntity.status(status)
                .body(Map.of("family", "CLIENT_ERROR", "reason", status.getReasonPhrase(), "message", message));
    }

    private static Map<String, Object> suggestion(Company company) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("kpp", company.kpp());
        data.put("inn", company.inn());
        data.put("ogrn", company.ogrn());
        data.put("ogrn_date", millis(company.registrationDate()));
        data.put("type", company.soleTrader() ? "INDIVIDUAL" : "LEGAL");
        data.put("branch_type", "MAIN");
        data.put("name", names(company));
        data.put("fio", company.soleTrader() ? fio(company.fullName()) : null);
        data.put("management", management(company));
        data.put("okved", company.okved());
        data.put("okved_type", company.okved() == null ? null : "2014");
        data.put("okveds", null);
        data.put("state", state(company));
        data.put("address", address(company));
        data.put("employee_count", null);
        data.put("finance", null);
        data.put("documents", null);
        Map<String, Object> suggestion = new LinkedHashMap<>();
        suggestion.put("value", company.shortName());
        suggestion.put("unrestricted_value", company.shortName());
        suggestion.put("data", data);
        return suggestion;
    }

    private static Map<String, Object> names(Company company) {
        Map<String, Object> names = new LinkedHashMap<>();
        names.put(
                "full_with_opf",
                company.soleTrader() ? "Индивидуальный предприниматель " + company.fullName() : company.fullName());
        names.put("short_with_opf", company.shortName());
        names.put("full", company.fullName());
        return names;
    }

    private static Map<String, Object> fio(String name) {
        String[] parts = name.split(" ", 3);
        Map<String, Object> fio = new LinkedHashMap<>();
        fio.put("surname", parts[0]);
        fio.put("name", parts.length > 1 ? parts[1] : null);
        fio.put("patronymic", parts.length > 2 ? parts[2] : null);
        return fio;
    }

    private static Map<String, Object> management(Company company) {
        if (company.headPosition() == null) {
            return null;
        }
        Map<String, Object> management = new LinkedHashMap<>();
        management.put("name", company.headName());
        management.put("post", company.headPosition());
        return management;
    }

    private static Map<String, Object> state(Company company) {
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("status", STATES.get(CompanyRegister.statusOf(company)));
        state.put("registration_date", millis(company.registrationDate()));
        state.put("liquidation_date", "dissolved".equals(company.status()) ? millis(company.statusDate()) : null);
        return state;
    }

    private static Map<String, Object> address(Company company) {
        Map<String, Object> address = new LinkedHashMap<>();
        address.put(
                "value", company.address() == null ? null : company.address().replaceFirst("^\\d{6}, ", ""));
        address.put("unrestricted_value", company.address());
        address.put("data", null);
        return address;
    }

    private static Long millis(String day) {
        return day == null
                ? null
                : LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC).toInstant().toEpochMilli();
    }
}
