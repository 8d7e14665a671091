package io.polisflow.dependencies;

import io.polisflow.dependencies.Findings.Acceptance;
import io.polisflow.dependencies.Findings.Finding;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Holds the bill of materials against what is known, accepted and listed; needs no network. */
final class DependencyCheck {

    private static final int SHORTEST_REASON = 20;

    private final Findings known;
    private final Set<String> inventory;
    private final LocalDate today;

    /** @param inventory {@code group:artifact} of the libraries that somebody has looked at */
    DependencyCheck(Findings known, Set<String> inventory, LocalDate today) {
        this.known = known;
        this.inventory = inventory;
        this.today = today;
    }

    /** @return what stops the build, a sentence each */
    List<String> problems(List<Component> bill) {
        List<String> problems = new ArrayList<>();
        for (Component component : bill) {
            if (!inventory.contains(component.name())) {
                problems.add(component.name() + " is not in the inventory: look at it, then add its line");
            }
            if (component.licences().stream().noneMatch(licence -> isAccepted(component, licence))) {
                problems.add(component.name() + " comes under no accepted licence: " + component.licences());
            }
            for (Finding finding : known.findings()) {
                if (finding.concerns(component) && known.accepted().stream().noneMatch(each -> each.covers(finding))) {
                    problems.add(component.name() + " " + component.version() + " has " + finding.id() + " ("
                            + finding.title() + ")"
                            + (finding.fixed().isEmpty() ? "" : ", fixed in " + finding.fixed()));
                }
            }
        }
        inventory.stream()
                .filter(name ->
                        bill.stream().noneMatch(component -> component.name().equals(name)))
                .map(name -> name + " is in the inventory and not among the libraries any more")
                .forEach(problems::add);
        known.accepted().forEach(acceptance -> judge(acceptance, bill, problems));
        return problems;
    }

    /** Also for one library alone, whose maker's own words are misread by the bill. */
    private boolean isAccepted(Component component, String licence) {
        return known.licences().contains(licence) || known.licences().contains(component.name() + " " + licence);
    }

    private void judge(Acceptance acceptance, List<Component> bill, List<String> problems) {
        String what = "The acceptance of " + acceptance.id() + " in " + acceptance.component();
        boolean needed = known.findings().stream().filter(acceptance::covers).anyMatch(finding -> bill.stream()
                .anyMatch(finding::concerns));
        if (!needed) {
            problems.add(what + " matches nothing any more");
        }
        if (acceptance.until().isBefore(today)) {
            problems.add(what + " ended on " + acceptance.until());
        }
        if (acceptance.reason().strip().length() < SHORTEST_REASON
                || acceptance.by().isBlank()) {
            problems.add(what + " tells no reason or nobody who gave it");
        }
    }
}
