package io.polisflow.sandbox;

import io.polisflow.sandbox.SandboxCompanies.Company;
import io.polisflow.sandbox.SandboxCompanies.ParsedAddress;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Answers as the counterparty registry Kontur.Focus does, so that a fresh machine can look companies up. */
@RestController
@RequestMapping("/sandbox/registry/api3")
@Profile("sandbox & !production")
class RegistrySandbox {

    private static final Pattern INN = Pattern.compile("\\d{10}|\\d{12}");
    private static final int MOST_AT_ONCE = 100;
    private static final String FOCUS = "https://focus.kontur.ru/entity?query=";

    private final CompanyRegister companies;
    private final RegistryLimit limit;
    private final String apiKey;

    RegistrySandbox(
            CompanyRegister companies,
            RegistryLimit limit,
            @Value("${polisflow.sandbox.registry.api-key:sandbox}") String apiKey) {
        this.companies = companies;
        this.limit = limit;
        this.apiKey = apiKey;
    }

    @GetMapping("/req")
    ResponseEntity<Object> requisites(
            @RequestParam(required = false) String key, @RequestParam(required = false) String inn) {
        return answer(key, inn, RegistrySandbox::requisites);
    }

    @GetMapping("/egrDetails")
    ResponseEntity<Object> registerDetails(
            @RequestParam(required = false) String key, @RequestParam(required = false) String inn) {
        return answer(key, inn, RegistrySandbox::registerDetails);
    }

    @GetMapping("/analytics")
    ResponseEntity<Object> analytics(
            @RequestParam(required = false) String key, @RequestParam(required = false) String inn) {
        return answer(key, inn, RegistrySandbox::analytics);
    }

    private ResponseEntity<Object> answer(String key, String inn, Function<Company, Map<String, Object>> shape) {
        if (limit.exceeded()) {
            return text(HttpStatus.TOO_MANY_REQUESTS, "Too many requests");
        }
        if (!apiKey.equals(key)) {
            return text(HttpStatus.FORBIDDEN, "No valid key specified");
        }
        List<String> asked = inn == null ? List.of() : Arrays.asList(inn.split(","));
        boolean onlyOneAndWrong =
                asked.size() == 1 && !INN.matcher(asked.get(0)).matches();
        if (asked.isEmpty() || onlyOneAndWrong || asked.size() > MOST_AT_ONCE) {
            return text(HttpStatus.BAD_REQUEST, "inn/ogrn param is not specified");
        }
        return ResponseEntity.ok(asked.stream()
                .distinct()
                .flatMap(one -> companies.find(one).stream())
                .map(shape)
                .toList());
    }

    private static Map<String, Object> requisites(Company company) {
        Map<String, Object> answer = identity(company);
        answer.put(company.soleTrader() ? "IP" : "UL", company.soleTrader() ? trader(company) : entity(company));
        answer.put("briefReport", Map.of("summary", summary(company)));
        return answer;
    }

    private static Map<String, Object> entity(Company company) {
        Map<String, Object> entity = new LinkedHashMap<>();
        putIfTold(entity, "kpp", company.kpp());
        Map<String, Object> name = new LinkedHashMap<>();
        name.put("short", company.shortName());
        name.put("full", company.fullName());
        name.put("readable", company.shortName());
        putIfTold(name, "date", company.registrationDate());
        entity.put("legalName", name);
        entity.put("legalAddress", address(company));
        entity.put("status", status(company));
        putIfTold(entity, "registrationDate", company.registrationDate());
        if (company.headPosition() != null) {
            Map<String, Object> head = new LinkedHashMap<>();
            putIfTold(head, "fio", company.headName());
            head.put("position", company.headPosition());
            putIfTold(head, "date", company.registrationDate());
            entity.put("heads", List.of(head));
        }
        if (company.branches() != null) {
            entity.put(
                    "branches",
                    company.branches().stream().map(kpp -> Map.of("kpp", kpp)).toList());
        }
        return entity;
    }

    private static Map<String, Object> trader(Company company) {
        Map<String, Object> trader = new LinkedHashMap<>();
        trader.put("fio", company.fullName());
        trader.put("status", status(company));
        putIfTold(trader, "registrationDate", company.registrationDate());
        return trader;
    }

    private static Map<String, Object> status(Company company) {
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("statusString", CompanyRegister.statusTextOf(company));
        if (company.status() != null) {
            // The registry leaves out flags that are false.
            status.put(company.status(), true);
            putIfTold(status, "date", company.statusDate());
        }
        return status;
    }

    private static Map<String, Object> address(Company company) {
        ParsedAddress parsed = company.parsedAddress();
        if (parsed == null) {
            return Map.of("parsedAddressRFFias", Map.of("oneLineFormatOfAddressFias", company.address()));
        }
        Map<String, Object> parts = new LinkedHashMap<>();
        putIfTold(parts, "zipCode", parsed.zipCode());
        putPart(parts, "regionName", parsed.region());
        putPart(parts, "city", parsed.city());
        putPart(parts, "street", parsed.street());
        putPart(parts, "house", parsed.house());
        return Map.of("parsedAddressRF", parts);
    }

    private static void putPart(Map<String, Object> parts, String name, List<String> part) {
        if (part != null) {
            parts.put(
                    name, Map.of("topoShortName", part.get(0), "topoFullName", part.get(0), "topoValue", part.get(1)));
        }
    }

    private static Map<String, Object> summary(Company company) {
        return company.status() == null ? Map.of("greenStatements", true) : Map.of("redStatements", true);
    }

    private static Map<String, Object> registerDetails(Company company) {
        Map<String, Object> answer = identity(company);
        if (company.okved() != null) {
            Map<String, Object> principal = Map.of("code", company.okved(), "text", company.okvedName());
            Map<String, Object> activities = new LinkedHashMap<>();
            activities.put("principalActivity", principal);
            activities.put("complementaryActivities", List.of());
            activities.put("okvedVersion", "2");
            answer.put(company.soleTrader() ? "IP" : "UL", Map.of("activities", activities));
        }
        return answer;
    }

    private static Map<String, Object> analytics(Company company) {
        Map<String, Object> answer = identity(company);
        Map<String, Object> analytics = new LinkedHashMap<>();
        putIfTold(analytics, "isMSP", company.sme());
        answer.put("analytics", analytics);
        return answer;
    }

    private static Map<String, Object> identity(Company company) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("inn", company.inn());
        answer.put("ogrn", company.ogrn());
        answer.put("focusHref", FOCUS + company.ogrn());
        return answer;
    }

    private static void putIfTold(Map<String, Object> target, String name, Object value) {
        if (value != null) {
            target.put(name, value);
        }
    }

    private static ResponseEntity<Object> text(HttpStatus status, String body) {
        return ResponseEntity.status(status).contentType(MediaType.TEXT_PLAIN).body(body);
    }
}
