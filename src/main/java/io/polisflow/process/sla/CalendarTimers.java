package io.polisflow.process.sla;

import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.Job;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Moves the waiting timers that were counted by the country's calendar, with the variables that say when they ring. */
@Component
class CalendarTimers {

    /** Further ahead nobody has entered days: what waits longer is counted by plain weeks and does not move. */
    private static final Duration FARTHEST = Duration.ofDays(800);

    private static final int PAGE = 1000;

    private final List<CalendarTimer> timers;
    private final ManagementService management;
    private final RuntimeService runtime;
    private final OwnWork ownWork;
    private final Clock clock;

    CalendarTimers(
            List<CalendarTimer> timers,
            @Lazy ManagementService management,
            @Lazy RuntimeService runtime,
            OwnWork ownWork,
            Clock clock) {
        this.timers = timers;
        this.management = management;
        this.runtime = runtime;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    /** @return how many have moved */
    int follow(WorkingTime calendar) {
        return timers.stream()
                .mapToInt(timer -> ownWork.call(() -> follow(timer, calendar)))
                .sum();
    }

    private int follow(CalendarTimer timer, WorkingTime calendar) {
        Date until = Date.from(clock.instant().plus(FARTHEST));
        int moved = 0;
        int from = 0;
        List<Job> page;
        do {
            page = management
                    .createJobQuery()
                    .processDefinitionKey(timer.process())
                    .activityId(timer.element())
                    .timers()
                    .duedateLowerThan(until)
                    .orderByJobId()
                    .asc()
                    .listPage(from, PAGE);
            for (Job job : page) {
                moved += follow(timer, calendar, job) ? 1 : 0;
            }
            from += PAGE;
        } while (page.size() == PAGE);
        return moved;
    }

    /** What has rung already and is only to be worked off stays. */
    private boolean follow(CalendarTimer timer, WorkingTime calendar, Job job) {
        Instant due = job.getDuedate().toInstant();
        if (!due.isAfter(clock.instant())) {
            return false;
        }
        String instance = job.getProcessInstanceId();
        CalendarTimer.Moved moved =
                timer.at(due, name -> runtime.getVariable(instance, name), calendar, clock.getZone());
        if (moved.due().equals(due)) {
            return false;
        }
        management.setJobDuedate(job.getId(), Date.from(moved.due()), false);
        runtime.setVariables(instance, moved.variables());
        return true;
    }
}
