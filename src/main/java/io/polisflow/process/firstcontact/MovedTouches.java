package io.polisflow.process.firstcontact;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar.TouchMoved;
import io.polisflow.crm.lead.FirstTouches;
import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells a first contact that waits, or is being asked about, of a change in the calendar, in the calendar's transaction. */
@Component
class MovedTouches {

    private final RuntimeService runtime;
    private final ManagementService management;
    private final FirstTouches touches;
    private final OwnWork ownWork;
    private final Clock clock;

    // The engine resolves delegates that need the calendar, which tells this: the cycle is cut here.
    MovedTouches(
            @Lazy RuntimeService runtime,
            @Lazy ManagementService management,
            FirstTouches touches,
            OwnWork ownWork,
            Clock clock) {
        this.runtime = runtime;
        this.management = management;
        this.touches = touches;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    /** A deal that is not at its first contact has nothing that waits, and nothing happens. */
    @EventListener
    void moved(TouchMoved touch) {
        ownWork.run(() -> {
            boolean heard = !runtime.createMessageCorrelation(FirstContact.MESSAGE_TOUCH_MOVED)
                    .processInstanceBusinessKey(touch.dealNumber())
                    .correlateAllWithResult()
                    .isEmpty();
            if (!heard) {
                moveStoppedTimers(touch.dealNumber());
            }
        });
    }

    /** A paused deal hears no message: its timer is moved where it stands. */
    private void moveStoppedTimers(String dealNumber) {
        Instant due = touches.next(dealNumber).map(Activity::startsAt).orElseGet(clock::instant);
        runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(FirstContact.KEY)
                .processInstanceBusinessKey(dealNumber)
                .suspended()
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .flatMap(
                        id -> management
                                .createJobQuery()
                                .processInstanceId(id)
                                .activityId(FirstContact.EVENT_TOUCH_DUE)
                                .list()
                                .stream())
                .forEach(job -> management.setJobDuedate(job.getId(), Date.from(due)));
    }
}
