package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.context.annotation.Profile;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** The dated tariff tables of the simulated underwriting system, read from {@code sandbox/tariffs.yaml}. */
@Component
@Profile("sandbox & !production")
class Tariffs {

    /** A row of a scale: {@code value} applies up to and including {@code upTo}, or without end when that is null. */
    record Step(BigDecimal upTo, BigDecimal value) {}

    /** A row that holds from one day to another, both included. */
    interface Dated {
        LocalDate validFrom();

        LocalDate validTo();

        default boolean holdsOn(LocalDate day) {
            return !day.isBefore(validFrom()) && (validTo() == null || !day.isAfter(validTo()));
        }
    }

    record OsagoTariff(
            LocalDate validFrom,
            LocalDate validTo,
            String source,
            Map<String, BigDecimal> baseRates,
            List<String> powerAppliesTo,
            Map<String, BigDecimal> territories,
            BigDecimal driverCircle,
            List<Step> power,
            List<Step> season)
            implements Dated {}

    record ProductTariff(
            LocalDate validFrom,
            LocalDate validTo,
            BigDecimal baseRate,
            List<Factor> factors,
            List<Rule> flags,
            List<Rule> declines)
            implements Dated {}

    record Factor(String name, String parameter, Map<String, BigDecimal> options, List<Step> ranges) {}

    record Rule(String text, Condition when) {}

    record Condition(BigDecimal sumFrom, BigDecimal sumAbove, Map<String, String> is, Map<String, BigDecimal> above) {}

    record Common(List<Step> deductible, List<Step> term) {}

    record ParameterRule(
            String label,
            String type,
            List<String> options,
            BigDecimal min,
            BigDecimal max,
            boolean whole,
            @JsonProperty("default") String defaultValue) {}

    private record File(
            List<OsagoTariff> osago,
            Common common,
            Map<String, Map<String, ParameterRule>> parameters,
            Map<String, List<ProductTariff>> products) {}

    private final File file;

    Tariffs() {
        ObjectMapper mapper = JsonMapper.builder()
                .addModule(new JavaTimeModule())
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .build();
        try (InputStream yaml = new ClassPathResource("sandbox/tariffs.yaml").getInputStream()) {
            Object tree = new Yaml(new SafeConstructor(new LoaderOptions())).load(yaml);
            file = mapper.convertValue(tree, File.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @return the parameters of a product by code, or empty when the product is unknown */
    Optional<Map<String, ParameterRule>> parametersOf(String productCode) {
        return Optional.ofNullable(file.parameters().get(productCode));
    }

    Optional<OsagoTariff> osagoOn(LocalDate day) {
        return file.osago().stream().filter(row -> row.holdsOn(day)).findFirst();
    }

    Optional<ProductTariff> productOn(String productCode, LocalDate day) {
        return file.products().getOrDefault(productCode, List.of()).stream()
                .filter(row -> row.holdsOn(day))
                .findFirst();
    }

    Common common() {
        return file.common();
    }

    /** @return the value of the first step that reaches {@code measure} */
    static Optional<BigDecimal> onScale(List<Step> scale, BigDecimal measure) {
        return scale.stream()
                .filter(step -> step.upTo() == null || measure.compareTo(step.upTo()) <= 0)
                .map(Step::value)
                .findFirst();
    }
}
