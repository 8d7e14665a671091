package io.polisflow.sandbox;

import io.polisflow.sandbox.QuoteApi.Coefficient;
import io.polisflow.sandbox.QuoteApi.Invalid;
import io.polisflow.sandbox.QuoteApi.Item;
import io.polisflow.sandbox.QuoteApi.ItemRequest;
import io.polisflow.sandbox.QuoteApi.QuoteRequest;
import io.polisflow.sandbox.Tariffs.Factor;
import io.polisflow.sandbox.Tariffs.OsagoTariff;
import io.polisflow.sandbox.Tariffs.ProductTariff;
import io.polisflow.sandbox.Tariffs.Rule;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * Computes a line's premium from the dated tables: OSAGO by its statutory formula, all else as rate × sum × coefficients.
 *
 * <p>The same request always gives the same answer; nothing is drawn by lot.
 */
@Component
@Profile("sandbox & !production")
class Rating {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);
    private static final BigDecimal MONTHS_OF_YEAR = BigDecimal.valueOf(12);
    private static final int RATE_SCALE = 6;
    private static final int COEFFICIENT_SCALE = 4;

    private final Tariffs tariffs;

    Rating(Tariffs tariffs) {
        this.tariffs = tariffs;
    }

    /** @param item null when declined; @param declines why the risk is not taken, empty when it is */
    record Outcome(Item item, List<String> declines) {}

    /** @throws Invalid when the line cannot be rated as it stands */
    Outcome rate(ItemRequest item, QuoteRequest request) {
        var rules = tariffs.parametersOf(item.productCode())
                .orElseThrow(
                        () -> new Invalid("productCode", "Система не знает продукта «" + item.productCode() + "»."));
        RiskParameters parameters = new RiskParameters(rules, item);
        if (item.productCode().equals("osago")) {
            return new Outcome(osago(item, request, parameters), List.of());
        }
        ProductTariff tariff =
                tariffs.productOn(item.productCode(), request.startsOn()).orElseThrow(noTariff(request.startsOn()));
        List<String> declines = texts(tariff.declines(), parameters, item);
        return declines.isEmpty()
                ? new Outcome(product(tariff, item, request, parameters), declines)
                : new Outcome(null, declines);
    }

    /** Base rate × territory × bonus-malus × driver circle × power × season, to the kopeck for one vehicle, × vehicles. */
    private Item osago(ItemRequest item, QuoteRequest request, RiskParameters parameters) {
        OsagoTariff tariff = tariffs.osagoOn(request.startsOn()).orElseThrow(noTariff(request.startsOn()));
        String category = parameters.text("vehicleCategory");
        BigDecimal vehicles = parameters.number("vehicleCount");
        BigDecimal baseRate = tariff.baseRates().get(category);
        List<Coefficient> coefficients = new ArrayList<>();
        coefficients.add(new Coefficient("Территория (КТ)", tariff.territories().get(parameters.text("territory"))));
        coefficients.add(new Coefficient("Бонус-малус (КБМ)", parameters.number("bonusMalus")));
        coefficients.add(new Coefficient("Круг водителей (КО)", tariff.driverCircle()));
        if (tariff.powerAppliesTo().contains(category)) {
            coefficients.add(
                    new Coefficient("Мощность (КМ)", onScale(tariff.power(), parameters.number("enginePower"))));
        }
        coefficients.add(new Coefficient("Сезонность (КС)", onScale(tariff.season(), parameters.number("useMonths"))));
        BigDecimal oneVehicle = product(baseRate, coefficients).setScale(2, RoundingMode.HALF_UP);
        BigDecimal fleet = oneVehicle.multiply(vehicles);

        List<Coefficient> shown = new ArrayList<>();
        shown.add(new Coefficient("Базовая ставка, ₽", baseRate));
        shown.addAll(coefficients);
        shown.add(new Coefficient("Количество ТС", vehicles));
        addDiscount(shown, item);
        List<String> flags = request.termMonths() == MONTHS_OF_YEAR.intValueExact()
                ? List.of()
                : List.of("Договор ОСАГО заключается на год; неполный год учитывает сезонность");
        BigDecimal rate = fleet.multiply(HUNDRED).divide(item.sumInsured(), RATE_SCALE, RoundingMode.HALF_UP);
        return new Item(item.position(), item.productCode(), rate, discounted(fleet, item), shown, flags);
    }

    private Item product(ProductTariff tariff, ItemRequest item, QuoteRequest request, RiskParameters parameters) {
        List<Coefficient> coefficients = new ArrayList<>();
        for (Factor factor : tariff.factors()) {
            BigDecimal value = factor.options() != null
                    ? factor.options().get(parameters.text(factor.parameter()))
                    : onScale(factor.ranges(), parameters.number(factor.parameter()));
            coefficients.add(new Coefficient(factor.name(), value));
        }
        BigDecimal share = item.deductible().divide(item.sumInsured(), MathContext.DECIMAL64);
        coefficients.add(new Coefficient("Франшиза", onScale(tariffs.common().deductible(), share)));
        coefficients.add(new Coefficient("Срок", term(request.termMonths())));
        BigDecimal rate = product(tariff.baseRate(), coefficients);
        BigDecimal premium = item.sumInsured().multiply(rate).divide(HUNDRED);
        addDiscount(coefficients, item);
        return new Item(
                item.position(),
                item.productCode(),
                rate.setScale(RATE_SCALE, RoundingMode.HALF_UP),
                discounted(premium, item),
                coefficients,
                texts(tariff.flags(), parameters, item));
    }

    private BigDecimal term(int months) {
        BigDecimal measure = BigDecimal.valueOf(months);
        return Tariffs.onScale(tariffs.common().term(), measure)
                .orElseGet(() -> measure.divide(MONTHS_OF_YEAR, COEFFICIENT_SCALE, RoundingMode.HALF_UP));
    }

    private static BigDecimal product(BigDecimal base, List<Coefficient> coefficients) {
        return coefficients.stream().map(Coefficient::value).reduce(base, BigDecimal::multiply);
    }

    private static void addDiscount(List<Coefficient> coefficients, ItemRequest item) {
        if (item.discountPercent().signum() > 0) {
            coefficients.add(new Coefficient("Скидка", afterDiscount(item).stripTrailingZeros()));
        }
    }

    private static BigDecimal discounted(BigDecimal premium, ItemRequest item) {
        return premium.multiply(afterDiscount(item)).setScale(2, RoundingMode.HALF_UP);
    }

    private static BigDecimal afterDiscount(ItemRequest item) {
        return BigDecimal.ONE.subtract(item.discountPercent().divide(HUNDRED));
    }

    private static BigDecimal onScale(List<Tariffs.Step> scale, BigDecimal measure) {
        return Tariffs.onScale(scale, measure)
                .orElseThrow(() -> new IllegalStateException("the scale ends below " + measure));
    }

    private static List<String> texts(List<Rule> rules, RiskParameters parameters, ItemRequest item) {
        return rules.stream()
                .filter(rule -> parameters.satisfy(rule.when(), item.sumInsured()))
                .map(Rule::text)
                .toList();
    }

    private static Supplier<Invalid> noTariff(LocalDate day) {
        return () -> new Invalid("startsOn", "На дату начала " + day + " нет действующего тарифа.");
    }
}
