package io.polisflow.crm.agenda;

import io.polisflow.crm.agenda.DealTasks.OpenWork;
import io.polisflow.crm.agenda.NextStep.Kind;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealCondition;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import java.time.Clock;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.springframework.stereotype.Service;

/**
 * Tells what is to happen on a deal next: the earliest of its planned touches and open tasks, the end of its pause while it is
 * paused. An open deal without any is one that nobody works on.
 */
@Service
public class NextSteps {

    private static final BinaryOperator<NextStep> EARLIER =
            BinaryOperator.minBy(Comparator.comparing(NextStep::at, Comparator.nullsLast(Comparator.naturalOrder())));

    private final TouchCalendar touches;
    private final DealTasks tasks;
    private final Clock clock;

    NextSteps(TouchCalendar touches, DealTasks tasks, Clock clock) {
        this.touches = touches;
        this.tasks = tasks;
        this.clock = clock;
    }

    /** @return deal number → its next step, with the same few queries for any number of deals; absent where there is none */
    public Map<String, NextStep> of(Collection<Deal> deals) {
        Map<String, NextStep> steps = new HashMap<>();
        List<Deal> running = deals.stream()
                .filter(deal -> deal.stage().isOpen() && deal.stage() != Stage.PAUSED)
                .toList();
        for (Activity touch : touches.plannedOf(running)) {
            steps.merge(
                    touch.deal().number(),
                    new NextStep(Kind.TOUCH, touch.kind().label(), touch.startsAt(), touch.owner()),
                    EARLIER);
        }
        for (OpenWork work : tasks.open(running.stream().map(Deal::number).toList(), Integer.MAX_VALUE)) {
            steps.merge(
                    work.dealNumber(), new NextStep(Kind.TASK, work.name(), work.dueAt(), work.assignee()), EARLIER);
        }
        deals.stream()
                .filter(deal -> deal.stage() == Stage.PAUSED)
                .forEach(deal ->
                        steps.put(deal.number(), new NextStep(Kind.PAUSE_ENDS, "Пауза", morning(deal), deal.owner())));
        return steps;
    }

    /** @return the condition that a deal is open and has no next step */
    public DealCondition none() {
        return DealCondition.of("d.stage not in (io.polisflow.crm.deal.Stage.WON, io.polisflow.crm.deal.Stage.LOST,"
                        + " io.polisflow.crm.deal.Stage.PAUSED)"
                        + " and not exists (select 1 from Activity t where t.deal = d"
                        + " and t.state = io.polisflow.crm.deal.Activity.State.PLANNED)")
                .and(tasks.none());
    }

    private Instant morning(Deal deal) {
        return deal.pausedUntil().atStartOfDay(clock.getZone()).toInstant();
    }
}
