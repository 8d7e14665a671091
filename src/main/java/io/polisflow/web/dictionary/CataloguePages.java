package io.polisflow.web.dictionary;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.CatalogueEditor;
import io.polisflow.crm.proposal.Product;
import io.polisflow.crm.proposal.RiskParameter;
import java.math.BigDecimal;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the catalogue for those who keep it: also what is not offered yet or any more. */
@Service
@Transactional(readOnly = true)
class CataloguePages {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final CatalogueEditor catalogue;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    CataloguePages(CatalogueEditor catalogue, Staff staff, Clock clock) {
        this.catalogue = catalogue;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param state how things stand today; @param held whether it holds today */
    public record ProductRow(
            int place,
            String code,
            String name,
            String description,
            String days,
            String state,
            boolean held,
            int parameters) {}

    public record ParameterRow(
            int place,
            String code,
            String label,
            String hint,
            String kind,
            String rule,
            String usual,
            String days,
            String state,
            boolean held) {}

    public record ChangeRow(String at, String who, String text) {}

    /** A product's page. @param form what its form begins with */
    public record ProductView(String name, ProductForm form, List<ParameterRow> parameters, List<ChangeRow> changes) {}

    /** A parameter's form. @param known codes of its options; @param begun whether proposals have been asked for it */
    public record ParameterView(
            String product,
            String label,
            ParameterForm form,
            List<String> known,
            boolean begun,
            List<ChangeRow> changes) {}

    public List<ProductRow> products() {
        List<Product> all = catalogue.all();
        return IntStream.range(0, all.size())
                .mapToObj(i -> row(all.get(i), i + 1))
                .toList();
    }

    public Optional<ProductView> product(String code) {
        List<Product> all = catalogue.all();
        return find(all, code)
                .map(product -> new ProductView(
                        product.name(),
                        ProductForm.of(product, all.indexOf(product) + 1),
                        IntStream.range(0, product.parameters().size())
                                .mapToObj(i -> row(product.parameters().get(i), i + 1))
                                .toList(),
                        changes(code)));
    }

    private List<ChangeRow> changes(String productCode) {
        return catalogue.changes(productCode).stream()
                .map(change -> new ChangeRow(when.format(change.at()), staff.nameOf(change.actor()), change.text()))
                .toList();
    }

    /** The form of a new parameter, asked from tomorrow on. */
    public Optional<ParameterView> newParameter(String productCode) {
        String tomorrow = LocalDate.now(clock).plusDays(1).toString();
        return find(catalogue.all(), productCode)
                .map(product -> new ParameterView(
                        product.name(),
                        null,
                        ParameterForm.blank(product, tomorrow),
                        List.of(),
                        false,
                        changes(productCode)));
    }

    public Optional<ParameterView> parameter(String productCode, String code) {
        return find(catalogue.all(), productCode).flatMap(product -> product.parameters().stream()
                .filter(parameter -> parameter.code().equals(code))
                .findFirst()
                .map(parameter -> new ParameterView(
                        product.name(),
                        parameter.label(),
                        ParameterForm.of(product, parameter),
                        parameter.options().stream()
                                .map(RiskParameter.Option::value)
                                .toList(),
                        !parameter.validFrom().isAfter(LocalDate.now(clock)),
                        changes(productCode))));
    }

    private static Optional<Product> find(List<Product> all, String code) {
        return all.stream().filter(product -> product.code().equals(code)).findFirst();
    }

    private ProductRow row(Product product, int place) {
        LocalDate today = LocalDate.now(clock);
        return new ProductRow(
                place,
                product.code(),
                product.name(),
                product.description(),
                days(product.validFrom(), product.validTo()),
                state(product.validFrom(), product.validTo(), "предлагается", "больше не предлагается"),
                product.isOffered(today),
                product.parametersOn(today).size());
    }

    private ParameterRow row(RiskParameter parameter, int place) {
        LocalDate today = LocalDate.now(clock);
        return new ParameterRow(
                place,
                parameter.code(),
                parameter.label(),
                parameter.hint(),
                parameter.type().label(),
                rule(parameter),
                parameter.defaultValue() == null ? "" : parameter.display(parameter.defaultValue()),
                days(parameter.validFrom(), parameter.validTo()),
                state(parameter.validFrom(), parameter.validTo(), "спрашивают", "больше не спрашивают"),
                !today.isBefore(parameter.validFrom())
                        && (parameter.validTo() == null || !today.isAfter(parameter.validTo())));
    }

    private static String rule(RiskParameter parameter) {
        StringBuilder rule = new StringBuilder(parameter.required() ? "обязательный" : "по желанию");
        if (parameter.minValue() != null) {
            rule.append(", от ").append(readable(parameter.minValue()));
        }
        if (parameter.maxValue() != null) {
            rule.append(", до ").append(readable(parameter.maxValue()));
        }
        if (parameter.type() == RiskParameter.Type.OPTION) {
            rule.append(": ")
                    .append(String.join(
                            ", ",
                            parameter.offered().stream()
                                    .map(RiskParameter.Option::label)
                                    .toList()));
        }
        return rule.toString();
    }

    /** From five digits on in groups: a year stays whole. */
    private static String readable(BigDecimal number) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator('\u00a0');
        symbols.setDecimalSeparator(',');
        boolean grouped = number.abs().compareTo(BigDecimal.valueOf(10_000)) >= 0;
        return new DecimalFormat(grouped ? "#,##0.##" : "0.##", symbols).format(number);
    }

    private static String days(LocalDate from, LocalDate to) {
        return "с " + DAY.format(from) + (to == null ? "" : " по " + DAY.format(to));
    }

    private String state(LocalDate from, LocalDate to, String now, String over) {
        LocalDate today = LocalDate.now(clock);
        if (today.isBefore(from)) {
            return "ещё не началось";
        }
        return to != null && today.isAfter(to) ? over : now;
    }
}
