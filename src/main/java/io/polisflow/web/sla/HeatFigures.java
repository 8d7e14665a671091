package io.polisflow.web.sla;

import io.polisflow.crm.worklog.WorkFigures;
import io.polisflow.crm.worklog.WorkFigures.By;
import io.polisflow.crm.worklog.WorkFigures.Line;
import io.polisflow.crm.worklog.WorkFigures.Spread;
import io.polisflow.crm.worklog.WorkFigures.Step;
import io.polisflow.crm.worklog.WorkFigures.Times;
import io.polisflow.crm.worklog.WorkPeriod;
import io.polisflow.crm.worklog.WorkSelection;
import io.polisflow.web.models.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Says of the steps of a model what its drawing is coloured by. */
@Service
class HeatFigures {

    private final WorkFigures figures;
    private final Clock clock;

    HeatFigures(WorkFigures figures, Clock clock) {
        this.figures = figures;
        this.clock = clock;
    }

    record Heat(String process, int days, List<HeatStep> steps) {}

    /**
     * @param count how often it was done
     * @param median in words, half of it took no longer; null when it takes no time to speak of @param most nine of ten likewise
     * @param waiting median, until somebody took it; null for what is no task @param working likewise, from then on
     * @param waitingShare which part of all its time went by waiting, in percent
     */
    record HeatStep(
            String element,
            long count,
            String median,
            Long medianSeconds,
            String most,
            Long mostSeconds,
            String waiting,
            String working,
            Long waitingShare) {}

    /** @param process key of the model @param days back from now */
    Heat of(String process, int days) {
        Instant now = clock.instant();
        WorkPeriod period = new WorkPeriod(now.minus(Duration.ofDays(days)), now.plusMillis(1));
        Map<String, Times> tasks = figures.lines(period, WorkSelection.ofProcess(process), By.STEP).stream()
                .filter(line -> line.wall() != null && line.wall().waiting() != null)
                .collect(Collectors.toMap(line -> line.key().element(), Line::wall));
        return new Heat(
                process,
                days,
                figures.steps(process, period).stream()
                        .filter(step -> step.done() > 0)
                        .map(step -> step(step, tasks.get(step.element())))
                        .toList());
    }

    private static HeatStep step(Step step, Times task) {
        Spread took = step.took();
        boolean timed = took != null && took.most().compareTo(DurationText.LEAST) >= 0;
        boolean split = timed && task != null && step.waitingShare() != null;
        return new HeatStep(
                step.element(),
                step.done(),
                timed ? DurationText.of(took.median()) : null,
                timed ? took.median().toSeconds() : null,
                timed ? DurationText.of(took.most()) : null,
                timed ? took.most().toSeconds() : null,
                split ? DurationText.of(task.waiting().median()) : null,
                split ? DurationText.of(task.working().median()) : null,
                split ? Math.round(100 * step.waitingShare()) : null);
    }
}
