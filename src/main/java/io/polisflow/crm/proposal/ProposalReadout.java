package io.polisflow.crm.proposal;

import io.polisflow.crm.deal.Staff;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A proposal as rows of text, the same on every form and page. */
public final class ProposalReadout {

    private ProposalReadout() {}

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
