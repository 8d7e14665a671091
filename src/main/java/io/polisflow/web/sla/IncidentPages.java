package io.polisflow.web.sla;

import io.polisflow.crm.exchange.OutsideSystem;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.report.DealsAtStake;
import io.polisflow.crm.report.DealsAtStake.AtStake;
import io.polisflow.process.sla.HeldUpSteps;
import io.polisflow.process.sla.HeldUpSteps.FailedStep;
import io.polisflow.process.sla.board.OpenDeadlines;
import io.polisflow.process.sla.board.Sight;
import io.polisflow.web.Addresses;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Lays failed steps out by the outside system that does not answer; of the fault itself nothing of the inside is told. */
@Service
class IncidentPages {

    static final String PATH = BoardAddress.PATH + "/incidents";

    /** A fault of our own. */
    private static final String OURS = "own";

    /** More than any page can show; where there are as many, something greater is wrong. */
    private static final int MOST = 2000;

    private static final int ROWS = 200;

    private final HeldUpSteps heldUp;
    private final DealsAtStake deals;
    private final OpenDeadlines deadlines;
    private final BoardNames names;
    private final Clock clock;
    private final DateTimeFormatter when;

    IncidentPages(HeldUpSteps heldUp, DealsAtStake deals, OpenDeadlines deadlines, BoardNames names, Clock clock) {
        this.heldUp = heldUp;
        this.deals = deals;
        this.deadlines = deadlines;
        this.names = names;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    record SystemRow(
            String code,
            String label,
            String href,
            boolean chosen,
            String since,
            int steps,
            int givenUp,
            int deals,
            String premium,
            String next) {}

    record StepRow(
            String job,
            String name,
            String process,
            String deal,
            boolean dealPage,
            String premium,
            String since,
            String next,
            String reason) {}

    record View(
            String address,
            String at,
            List<SystemRow> systems,
            String chosen,
            String chosenLabel,
            List<StepRow> rows,
            int total,
            boolean more) {}

    View view(String system, Sight sight) {
        List<FailedStep> steps = seen(sight);
        Map<String, AtStake> stakes = deals.of(
                steps.stream().map(FailedStep::deal).filter(Objects::nonNull).collect(Collectors.toSet()));
        Map<String, List<FailedStep>> bySystem = new LinkedHashMap<>();
        steps.forEach(step ->
                bySystem.computeIfAbsent(code(step), any -> new ArrayList<>()).add(step));
        String chosen = bySystem.containsKey(system) ? system : null;
        List<FailedStep> shown = chosen == null ? List.of() : bySystem.get(chosen);
        BoardNames.Of page = names.page(List.of());
        return new View(
                Addresses.of(PATH, chosen == null ? Map.of() : Map.of("system", chosen)),
                DateTimeFormatter.ofPattern("HH:mm").withZone(clock.getZone()).format(clock.instant()),
                bySystem.entrySet().stream()
                        .map(each -> system(
                                each.getKey(),
                                each.getValue(),
                                stakes,
                                each.getKey().equals(chosen)))
                        .sorted(Comparator.comparing(SystemRow::steps).reversed())
                        .toList(),
                chosen,
                chosen == null ? null : label(chosen),
                shown.stream().limit(ROWS).map(step -> row(step, stakes, page)).toList(),
                shown.size(),
                shown.size() > ROWS);
    }

    /** @param jobs of the steps, null for all of the system */
    List<FailedStep> steps(String system, Collection<String> jobs, Sight sight) {
        return seen(sight).stream()
                .filter(step -> code(step).equals(system) && (jobs == null || jobs.contains(step.job())))
                .toList();
    }

    String label(String system) {
        return OutsideSystem.of(system).map(OutsideSystem::label).orElse("технический сбой");
    }

    /** A step of no deal belongs to no branch. */
    private List<FailedStep> seen(Sight sight) {
        List<FailedStep> steps = heldUp.all(MOST);
        if (sight.all()) {
            return steps;
        }
        Set<String> hidden = deadlines.dealsOutOf(
                sight,
                steps.stream().map(FailedStep::deal).filter(Objects::nonNull).collect(Collectors.toSet()));
        return steps.stream()
                .filter(step -> step.deal() == null || !hidden.contains(step.deal()))
                .toList();
    }

    private static String code(FailedStep step) {
        return step.system() == null ? OURS : BoardAddress.code(step.system());
    }

    private SystemRow system(String code, List<FailedStep> steps, Map<String, AtStake> stakes, boolean chosen) {
        Set<String> held =
                steps.stream().map(FailedStep::deal).filter(stakes::containsKey).collect(Collectors.toSet());
        BigDecimal premium = held.stream()
                .map(number -> stakes.get(number).premium())
                .filter(Objects::nonNull)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        Instant next = steps.stream()
                .map(FailedStep::nextAttempt)
                .filter(Objects::nonNull)
                .min(Comparator.naturalOrder())
                .orElse(null);
        int givenUp =
                (int) steps.stream().filter(step -> step.nextAttempt() == null).count();
        return new SystemRow(
                code,
                label(code),
                Addresses.of(PATH, Map.of("system", code)),
                chosen,
                when.format(steps.get(0).since()),
                steps.size(),
                givenUp,
                held.size(),
                Rubles.whole(premium),
                next == null ? "попытки кончились" : when.format(next));
    }

    private StepRow row(FailedStep step, Map<String, AtStake> stakes, BoardNames.Of page) {
        AtStake stake = stakes.get(step.deal());
        return new StepRow(
                step.job(),
                step.name(),
                page.process(step.process()),
                step.deal(),
                stake != null,
                stake == null || stake.premium() == null ? "" : Rubles.whole(stake.premium()),
                when.format(step.since()),
                step.nextAttempt() == null ? "попытки кончились" : when.format(step.nextAttempt()),
                step.system() == null
                        ? "технический сбой"
                        : "не отвечает " + step.system().label());
    }
}
