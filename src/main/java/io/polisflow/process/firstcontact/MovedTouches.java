package io.polisflow.process.firstcontact;

import io.polisflow.crm.deal.TouchCalendar.TouchMoved;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Tells a first contact that waits, or is being asked about, of a change in the calendar, in the calendar's transaction. */
@Component
class MovedTouches {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need the calendar, which tells this: the cycle is cut here.
    MovedTouches(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    /** A deal that is not at its first contact, or is paused, does not wait for the message, and nothing happens. */
    @EventListener
    void moved(TouchMoved touch) {
        ownWork.run(() -> runtime.createMessageCorrelation(FirstContact.MESSAGE_TOUCH_MOVED)
                .processInstanceBusinessKey(touch.dealNumber())
                .correlateAll());
    }
}
