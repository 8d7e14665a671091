package io.polisflow.sandbox;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

/** The taxpayers that the simulated registry knows: real, well-known companies and a few made-up ones in trouble. */
@Component
@Profile("sandbox & !production")
class SandboxCompanies {

    /**
     * One taxpayer as the data file has it; what is not known for certain is left out of the file.
     *
     * @param status {@code dissolving}, {@code dissolved}, {@code bankrupting}, {@code reorganizing}, or null when active
     * @param soleTrader whether this is an «индивидуальный предприниматель» with a 12-digit INN
     * @param parsedAddress the address in parts for companies that the registry answers in its older shape
     * @param branches KPPs of the branches, or null when the registry tells none
     * @param fictitious whether the company exists only here; its name then says «Пример»
     */
    record Company(
            String inn,
            String ogrn,
            String kpp,
            String shortName,
            String fullName,
            String address,
            String okved,
            String okvedName,
            String headPosition,
            String headName,
            String registrationDate,
            String status,
            String statusText,
            String statusDate,
            Boolean sme,
            boolean soleTrader,
            ParsedAddress parsedAddress,
            List<String> branches,
            boolean fictitious) {}

    /** Each part is the pair of its kind and its name, e.g. {@code ["г", "Москва"]}. */
    record ParsedAddress(
            String zipCode, List<String> region, List<String> city, List<String> street, List<String> house) {}

    private final Map<String, Company> byInn;

    SandboxCompanies() {
        try (InputStream file = new ClassPathResource("sandbox/companies.json").getInputStream()) {
            List<Company> companies = new ObjectMapper().readValue(file, new TypeReference<>() {});
            byInn = companies.stream().collect(Collectors.toUnmodifiableMap(Company::inn, Function.identity()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Optional<Company> find(String inn) {
        return Optional.ofNullable(byInn.get(inn));
    }

    Collection<Company> all() {
        return byInn.values();
    }
}
