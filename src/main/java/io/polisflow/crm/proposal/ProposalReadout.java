package io.polisflow.crm.proposal;

import io.polisflow.crm.deal.Staff;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;

/** A proposal as rows of text, the same on every form and page. */
public final class ProposalReadout {

    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private ProposalReadout() {}

    /** @param name Russian label */
    public record Figure(String name, String value) {}

    /** One line of a proposal, amounts in rubles with blanks between thousands. */
    public record LineRow(
            int position,
            String product,
            String object,
            String sumInsured,
            String deductible,
            String tariffRate,
            String coefficients,
            String discount,
            String premium,
            String flags,
            String parameters) {}

    /** One approver's decision on one version. */
    public record DecisionRow(
            String version, String role, String approver, String decision, String comment, String at) {}

    public static List<LineRow> lines(Proposal proposal) {
        return proposal.lines().stream()
                .map(line -> new LineRow(
                        line.position(),
                        line.product().name(),
                        line.object(),
                        Rubles.format(line.sumInsured()),
                        Rubles.format(line.deductible()),
                        percent(line.tariffRate()),
                        line.coefficients().stream()
                                .map(c -> c.name() + " " + percent(c.value()))
                                .collect(Collectors.joining("; ")),
                        percent(line.discountPercent()),
                        Rubles.format(line.premium()),
                        String.join("; ", line.flags()),
                        line.readableParameters().entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .collect(Collectors.joining("; "))))
                .toList();
    }

    /** What one looks at first: premium, sum insured, rate and discount of the whole proposal. */
    public static List<Figure> figures(Proposal proposal) {
        return List.of(
                new Figure("Премия", Rubles.format(proposal.totalPremium())),
                new Figure("Страховая сумма", Rubles.format(proposal.totalSumInsured())),
                new Figure("Тариф, %", rates(proposal)),
                new Figure("Скидка, %", percent(proposal.maxDiscountPercent())));
    }

    /** The one rate of all lines, or the lowest and the highest. */
    private static String rates(Proposal proposal) {
        List<BigDecimal> rates = proposal.lines().stream()
                .map(ProposalLine::tariffRate)
                .filter(Objects::nonNull)
                .sorted()
                .toList();
        if (rates.isEmpty()) {
            return percent(null);
        }
        String lowest = percent(rates.get(0));
        String highest = percent(rates.get(rates.size() - 1));
        return lowest.equals(highest) ? lowest : lowest + " – " + highest;
    }

    /** @return rubles: what the premium would be if no line had a discount */
    public static BigDecimal premiumWithoutDiscounts(Proposal proposal) {
        return proposal.lines().stream()
                .map(line -> line.premium()
                        .multiply(HUNDRED)
                        .divide(HUNDRED.subtract(line.discountPercent()), 2, RoundingMode.HALF_UP))
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The underwriting system's remarks, each with its line. */
    public static List<String> remarks(Proposal proposal) {
        return proposal.lines().stream()
                .flatMap(line -> line.flags().stream().map(flag -> "Строка " + line.position() + ": " + flag))
                .toList();
    }

    /** The decisions taken so far on all versions, oldest first. */
    public static List<DecisionRow> decisions(List<Proposal> versions, Staff staff, ZoneId zone) {
        DateTimeFormatter when =
                DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm", Locale.ROOT).withZone(zone);
        return versions.stream()
                .sorted(Comparator.comparingInt(Proposal::version))
                .flatMap(version -> version.steps().stream()
                        .filter(step -> step.decidedAt() != null)
                        .map(step -> new DecisionRow(
                                String.valueOf(version.version()),
                                step.role().label(),
                                staff.nameOf(step.approver()),
                                step.state().label(),
                                step.comment() == null ? "" : step.comment(),
                                when.format(step.decidedAt()))))
                .toList();
    }

    /** @return e.g. 31.12.2026 */
    public static String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("dd.MM.yyyy").format(day);
    }

    /** A percentage or factor with a decimal comma and no trailing zeros; a dash for null. */
    public static String percent(BigDecimal value) {
        return value == null ? "—" : value.stripTrailingZeros().toPlainString().replace('.', ',');
    }
}
