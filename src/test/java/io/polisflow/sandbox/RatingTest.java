package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.sandbox.QuoteApi.Applicant;
import io.polisflow.sandbox.QuoteApi.Invalid;
import io.polisflow.sandbox.QuoteApi.ItemRequest;
import io.polisflow.sandbox.QuoteApi.QuoteRequest;
import io.polisflow.sandbox.Rating.Outcome;
import io.polisflow.sandbox.Tariffs.ParameterRule;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RatingTest {

    private static final LocalDate DAY = LocalDate.of(2026, 5, 1);

    private final Rating rating = new Rating(new Tariffs());

    @Test
    void osagoIsBaseTimesTerritoryBonusMalusDriversPowerAndSeasonForEachVehicle() {
        // 3500 × 1.8 = 6300, × 1.17 = 7371, × 1.97 = 14520.87, × 1.2 = 17425.044 → 17425.04 for one vehicle,
        // 174250.40 for ten, which is 4.35626 per cent of four million.
        Outcome outcome = rate("osago", "4000000", "0", "0", 12, DAY, osago("B", "10", "115", "moscow", "12"));

        assertThat(outcome.item().premium()).isEqualTo("174250.40");
        assertThat(outcome.item().tariffRate()).isEqualTo("4.356260");
        assertThat(outcome.item().coefficients())
                .extracting(QuoteApi.Coefficient::name)
                .containsExactly(
                        "Базовая ставка, ₽",
                        "Территория (КТ)",
                        "Бонус-малус (КБМ)",
                        "Круг водителей (КО)",
                        "Мощность (КМ)",
                        "Сезонность (КС)",
                        "Количество ТС");
    }

    @Test
    void osagoIsRatedByTheTableOfTheDayOfItsStart() {
        // On 8 December 2025 the base rate is 3200: 3200×1.8×1.17×1.97×1.2 = 15931.4688 → 15931.47.
        Map<String, String> one = osago("B", "1", "115", "moscow", "12");

        assertThat(rate("osago", "400000", "0", "0", 12, LocalDate.of(2025, 12, 8), one)
                        .item()
                        .premium())
                .isEqualTo("15931.47");
        assertThat(rate("osago", "400000", "0", "0", 12, LocalDate.of(2025, 12, 9), one)
                        .item()
                        .premium())
                .isEqualTo("17425.04");
        assertThatThrownBy(() -> rate("osago", "400000", "0", "0", 12, LocalDate.of(2022, 9, 12), one))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("нет действующего тарифа");
    }

    @Test
    void powerDoesNotCountForLorriesAndAShortSeasonCostsHalf() {
        // 2900 × 1.64 × 1.17 × 1.97 × 0.5: 4756 × 1.17 = 5564.52, × 1.97 = 10962.1044, × 0.5 = 5481.0522 → 5481.05.
        Outcome outcome = rate("osago", "400000", "0", "0", 12, DAY, osago("C", "1", "400", "spb", "3"));

        assertThat(outcome.item().premium()).isEqualTo("5481.05");
    }

    @Test
    void propertyIsRateTimesSumTimesCoefficientsLessTheDiscount() {
        // 0.15 × 1.3 (warehouse) × 1.05 (5000 m²) × 1 (2010) × 0.9 (alarm) × 0.95 (deductible 1 %) × 1 (a year)
        // = 0.15×1.3 = 0.195, ×1.05 = 0.20475, ×0.9 = 0.184275, ×0.95 = 0.17506125 per cent;
        // of 100 million = 175061.25, less 10 % = 157555.125 → 157555.13.
        Outcome outcome = rate("property", "100000000", "1000000", "10", 12, DAY, property("warehouse", "true"));

        assertThat(outcome.item().premium()).isEqualTo("157555.13");
        assertThat(outcome.item().tariffRate()).isEqualTo("0.175061");
        assertThat(outcome.item().flags()).isEmpty();
        assertThat(outcome.item().coefficients())
                .last()
                .isEqualTo(new QuoteApi.Coefficient("Скидка", new BigDecimal("0.9")));
    }

    @ParameterizedTest
    @CsvSource({"1,0.2", "3,0.4", "11,0.95", "12,1", "18,1.5", "60,5"})
    void theTermHasItsCoefficient(int months, BigDecimal coefficient) {
        BigDecimal year = premium("property", 12);

        assertThat(premium("property", months)).isEqualByComparingTo(year.multiply(coefficient));
    }

    @Test
    void theTableChangesAtTheTurnOfTheYear() {
        Map<String, String> office = property("office", "true");
        Outcome before = rate("property", "1000000", "0", "0", 12, LocalDate.of(2025, 12, 31), office);
        Outcome after = rate("property", "1000000", "0", "0", 12, LocalDate.of(2026, 1, 1), office);

        // 0.14 and 0.15 × 0.8 × 1.05 × 0.9 per cent of a million.
        assertThat(before.item().premium()).isEqualTo("1058.40");
        assertThat(after.item().premium()).isEqualTo("1134.00");
    }

    @Test
    void aLargeSumAsksForAnInspectionAndReinsurance() {
        assertThat(rate("property", "499999999.99", "0", "0", 12, DAY, property("office", "true"))
                        .item()
                        .flags())
                .isEmpty();
        assertThat(rate("property", "500000000", "0", "0", 12, DAY, property("office", "true"))
                        .item()
                        .flags())
                .containsExactly("Требуется осмотр объекта");
        assertThat(rate("property", "2000000000", "0", "0", 12, DAY, property("office", "true"))
                        .item()
                        .flags())
                .containsExactly("Требуется осмотр объекта", "Требуется перестрахование");
    }

    @Test
    void aWarehouseWithoutAlarmIsDeclinedOnlyAboveABillion() {
        assertThat(rate("property", "1000000000", "0", "0", 12, DAY, property("warehouse", "false"))
                        .declines())
                .isEmpty();
        assertThat(rate("property", "1000000000.01", "0", "0", 12, DAY, property("warehouse", "false"))
                        .declines())
                .containsExactly("склад без пожарной сигнализации при страховой сумме свыше 1 млрд ₽");
        assertThat(rate("property", "1000000000.01", "0", "0", 12, DAY, property("warehouse", "true"))
                        .declines())
                .isEmpty();
    }

    @Test
    void otherRisksNobodyTakesAreDeclinedToo() {
        assertThat(rate("casco-fleet", "1000000", "0", "0", 12, DAY, casco("taxi", "10"))
                        .declines())
                .isEmpty();
        assertThat(rate("casco-fleet", "1000000", "0", "0", 12, DAY, casco("taxi", "10.5"))
                        .declines())
                .hasSize(1);
        assertThat(rate("casco-fleet", "1000000", "0", "0", 12, DAY, casco("own", "11"))
                        .declines())
                .isEmpty();
        assertThat(rate("general-liability", "300000001", "0", "0", 12, DAY, liability("construction"))
                        .declines())
                .hasSize(1);
        assertThat(rate("hazardous-facility", "10000000", "0", "0", 12, DAY, Map.of("hazardClass", "I"))
                        .declines())
                .hasSize(1);
    }

    @Test
    void everyProductOfTheCatalogueIsRated() {
        // One million each for a year: by hand from the tables.
        assertThat(simple("casco-fleet", casco("own", "5"))).isEqualTo("54000.00"); // 4.5 × 1 × 1.2 × 1
        assertThat(simple("vhi", Map.of("employeeCount", "100", "averageAge", "30", "programme", "premium")))
                .isEqualTo("28800.00"); // 2 × 1 × 0.9 × 1.6
        assertThat(simple("general-liability", liability("construction"))).isEqualTo("8400.00"); // 0.35 × 2 × 1.2
        assertThat(simple("hazardous-facility", Map.of("hazardClass", "II"))).isEqualTo("3600.00"); // 0.2 × 1.8
        assertThat(simple("cargo", Map.of("cargoType", "fragile", "transport", "road")))
                .isEqualTo("3456.00"); // 0.18 × 1.6 × 1.2
        assertThat(simple("business-interruption", Map.of("indemnityMonths", "6", "monthlyProfit", "20000000")))
                .isEqualTo("2805.00"); // 0.3 × 0.85 × 1.1
    }

    @ParameterizedTest
    @CsvSource({
        "objectType,castle,Тип объекта",
        "objectType,,Тип объекта",
        "area,много,Площадь",
        "area,0,Площадь",
        "area,1e9999999,Площадь",
        "buildYear,3000,Год постройки",
        "fireAlarm,да,Пожарная сигнализация"
    })
    void aWrongParameterIsNamed(String code, String value, String label) {
        Map<String, String> parameters = new HashMap<>(property("office", "true"));
        parameters.put(code, value);

        assertThatThrownBy(() -> rate("property", "1000000", "0", "0", 12, DAY, parameters))
                .isInstanceOf(Invalid.class)
                .hasMessageContaining("«" + label)
                .extracting("field")
                .isEqualTo("parameters." + code);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "property",
                "osago",
                "casco-fleet",
                "vhi",
                "general-liability",
                "hazardous-facility",
                "cargo",
                "business-interruption"
            })
    void theTablesAnswerForEveryOptionAndBothEndsOfEveryNumber(String product) {
        Map<String, ParameterRule> rules = new Tariffs().parametersOf(product).orElseThrow();
        rules.forEach((code, rule) -> values(rule).forEach(value -> {
            Map<String, String> parameters = new HashMap<>();
            rules.forEach((other, otherRule) ->
                    parameters.put(other, values(otherRule).get(0)));
            parameters.put(code, value);

            Outcome outcome = rate(product, "1000000", "0", "0", 12, DAY, parameters);

            assertThat(outcome.item() == null)
                    .as(code + "=" + value)
                    .isEqualTo(!outcome.declines().isEmpty());
        }));
    }

    private static List<String> values(ParameterRule rule) {
        return switch (rule.type()) {
            case "option" -> rule.options();
            case "number" -> List.of(rule.min().toPlainString(), rule.max().toPlainString());
            case "boolean" -> List.of("true", "false");
            default -> List.of("текст");
        };
    }

    @Test
    void anUnknownProductIsRefused() {
        assertThatThrownBy(() -> rate("pets", "1000000", "0", "0", 12, DAY, Map.of()))
                .isInstanceOf(Invalid.class)
                .hasMessage("Система не знает продукта «pets».");
    }

    private BigDecimal premium(String product, int months) {
        return rate(product, "1000000000", "0", "0", months, DAY, property("office", "true"))
                .item()
                .premium();
    }

    private BigDecimal simple(String product, Map<String, String> parameters) {
        return rate(product, "1000000", "0", "0", 12, DAY, parameters).item().premium();
    }

    private Outcome rate(
            String product,
            String sum,
            String deductible,
            String discount,
            int months,
            LocalDate startsOn,
            Map<String, String> parameters) {
        ItemRequest item = new ItemRequest(
                1,
                product,
                "Объект",
                new BigDecimal(sum),
                new BigDecimal(deductible),
                new BigDecimal(discount),
                parameters);
        return rating.rate(
                item,
                new QuoteRequest(
                        "KP-1/1", new Applicant("7707083893", "Клиент", null), startsOn, months, List.of(item)));
    }

    private static Map<String, String> osago(
            String category, String count, String power, String territory, String months) {
        return Map.of(
                "vehicleCategory", category,
                "vehicleCount", count,
                "enginePower", power,
                "territory", territory,
                "useMonths", months);
    }

    private static Map<String, String> property(String objectType, String fireAlarm) {
        return Map.of("objectType", objectType, "area", "5000", "buildYear", "2010", "fireAlarm", fireAlarm);
    }

    private static Map<String, String> casco(String usage, String age) {
        return Map.of("vehicleCount", "5", "averageAge", age, "usage", usage);
    }

    private static Map<String, String> liability(String activity) {
        return Map.of("activity", activity, "annualRevenue", "500000000");
    }
}
