package io.polisflow.crm.proposal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** What differs between an offer and the earlier one that it was copied from, as rows that a form shows. */
public final class ProposalChanges {

    private static final String NOTHING = "—";

    private final List<Change> changes = new ArrayList<>();

    private ProposalChanges() {}

    /** @param what Russian label; {@code before} and {@code after} as people read them */
    public record Change(String what, String before, String after) {}

    /** @return empty when the proposal is no copy */
    public static List<Change> of(Proposal proposal) {
        return proposal.copiedFrom() == null ? List.of() : between(proposal.copiedFrom(), proposal);
    }

    /** Lines are the same when product and object are; else the product's only line is. */
    static List<Change> between(Proposal before, Proposal after) {
        ProposalChanges made = new ProposalChanges();
        made.add("Начало страхования", ProposalReadout.day(before.startsOn()), ProposalReadout.day(after.startsOn()));
        made.add("Срок", before.termMonths() + " мес.", after.termMonths() + " мес.");
        made.add("Особые условия", before.specialConditions(), after.specialConditions());
        List<ProposalLine> left = new ArrayList<>(before.lines());
        for (ProposalLine line : after.lines()) {
            Optional<ProposalLine> earlier = counterpart(line, left);
            earlier.ifPresent(left::remove);
            made.compare(earlier.orElse(null), line);
        }
        left.forEach(line -> made.add(name(line), "было: " + line.object(), "нет в новом КП"));
        return List.copyOf(made.changes);
    }

    private static Optional<ProposalLine> counterpart(ProposalLine line, List<ProposalLine> candidates) {
        List<ProposalLine> same = candidates.stream()
                .filter(candidate ->
                        candidate.product().code().equals(line.product().code()))
                .toList();
        return same.stream()
                .filter(candidate -> candidate.object().equals(line.object()))
                .findFirst()
                .or(() -> same.stream().findFirst());
    }

    private void compare(ProposalLine earlier, ProposalLine line) {
        if (earlier == null) {
            add(name(line), NOTHING, "новый продукт: " + line.object() + ", " + Rubles.format(line.sumInsured()));
            return;
        }
        add(name(line) + ": объект", earlier.object(), line.object());
        money(name(line) + ": страховая сумма", earlier.sumInsured(), line.sumInsured());
        money(name(line) + ": франшиза", earlier.deductible(), line.deductible());
        if (earlier.discountPercent().compareTo(line.discountPercent()) != 0) {
            add(
                    name(line) + ": скидка",
                    ProposalReadout.percent(earlier.discountPercent()) + " %",
                    ProposalReadout.percent(line.discountPercent()) + " %");
        }
    }

    private void money(String what, BigDecimal before, BigDecimal after) {
        if (before.compareTo(after) != 0) {
            add(what, Rubles.format(before), Rubles.format(after));
        }
    }

    private void add(String what, String before, String after) {
        if (!Objects.equals(before, after)) {
            changes.add(new Change(what, before == null ? NOTHING : before, after == null ? NOTHING : after));
        }
    }

    private static String name(ProposalLine line) {
        return line.product().name();
    }
}
