package io.polisflow.process.firstcontact;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.lead.FirstTouches;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.Optional;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Learns from the calendar which touch comes next and when; with nothing planned it is time at once. */
@Component
class FindFirstTouchDelegate implements JavaDelegate {

    private final FirstTouches touches;
    private final Clock clock;

    FindFirstTouchDelegate(FirstTouches touches, Clock clock) {
        this.touches = touches;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        Optional<Activity> next = touches.next(execution.getProcessBusinessKey());
        Instant now = clock.instant();
        Instant due = next.map(Activity::startsAt).orElse(now);
        FirstContact.TOUCH_ID.set(execution, next.map(Activity::id).orElse(null));
        FirstContact.TOUCH_DUE_AT.set(execution, Date.from(due));
        FirstContact.TOUCH_DUE.set(execution, !due.isAfter(now));
    }
}
