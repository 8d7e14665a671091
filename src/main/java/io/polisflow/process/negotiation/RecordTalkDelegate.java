package io.polisflow.process.negotiation;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.negotiation.Rework;
import io.polisflow.crm.negotiation.TalkResult;
import io.polisflow.crm.negotiation.TalkResult.Heard;
import io.polisflow.crm.negotiation.TalkResult.Outcome;
import io.polisflow.crm.negotiation.TalkResult.ReworkOrder;
import io.polisflow.crm.negotiation.Talks;
import io.polisflow.crm.negotiation.Talks.Recorded;
import io.polisflow.process.engine.FormInput;
import io.polisflow.process.engine.FormRow;
import io.polisflow.process.engine.LossFields;
import io.polisflow.process.engine.WorkingUser;
import java.math.BigDecimal;
import java.util.Date;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Records the talk with every objection, whatever the outcome, and lets the model go on as it ended. */
@Component
class RecordTalkDelegate implements JavaDelegate {

    /** What a negative or positive end hands to the deal; an outcome that goes on hands nothing. */
    private static final Map<Outcome, String> ENDS = Map.of(
            Outcome.AGREED, Negotiation.OUTCOME_AGREED,
            Outcome.REFUSED, Negotiation.OUTCOME_LOST);

    private final Talks talks;

    RecordTalkDelegate(Talks talks) {
        this.talks = talks;
    }

    @Override
    public void execute(DelegateExecution execution) {
        TalkResult result;
        String pauseReason;
        try (FormInput form = FormInput.of(execution)) {
            result = read(form, execution);
            pauseReason = form.text(Negotiation.PAUSE_REASON.name());
            if (result.outcome() == Outcome.REFUSED) {
                LossFields.hand(execution, form);
            }
        }
        Recorded recorded = talks.record(execution.getProcessBusinessKey(), WorkingUser.id(), result);
        Negotiation.TALK_OUTCOME.set(execution, result.outcome().name());
        Negotiation.OUTCOME.set(execution, ENDS.get(result.outcome()));
        Negotiation.OBJECTED.set(execution, recorded.objected());
        Negotiation.NEXT_TOUCH_ID.set(execution, recorded.nextTouchId());
        Negotiation.NEXT_TOUCH_AT.set(
                execution, recorded.nextTouchAt() == null ? null : Date.from(recorded.nextTouchAt()));
        Negotiation.PAUSED_UNTIL.set(
                execution,
                result.pausedUntil() == null ? null : result.pausedUntil().toString());
        Negotiation.PAUSE_REASON.set(execution, pauseReason);
        Negotiation.REWORK_ID.set(execution, recorded.reworkId());
        Negotiation.REWORK_BY.set(
                execution,
                result.rework() == null ? null : result.rework().performer().name());
    }

    private static TalkResult read(FormInput form, DelegateExecution execution) {
        Outcome outcome = Outcome.valueOf(form.text(Negotiation.TALK_OUTCOME.name()));
        String performer = form.text(Negotiation.REWORK_BY.name());
        ReworkOrder rework = outcome != Outcome.REWORK
                ? null
                : new ReworkOrder(
                        Negotiation.PROPOSAL_ID.get(execution),
                        Rework.Performer.valueOf(performer),
                        form.text("reworkRequest"));
        return new TalkResult(
                Activity.Kind.valueOf(form.text("touchKind")),
                form.text("talkNote"),
                Negotiation.NEXT_TOUCH_ID.get(execution),
                form.rows("objections").stream()
                        .map(FormRow::new)
                        .map(RecordTalkDelegate::heard)
                        .toList(),
                outcome,
                form.date("nextTouchOn"),
                form.date(Negotiation.PAUSED_UNTIL.name()),
                rework);
    }

    private static Heard heard(FormRow row) {
        BigDecimal contact = row.number("contact");
        BigDecimal article = row.number("article");
        boolean onTheCard = contact != null && contact.signum() > 0;
        return new Heard(
                onTheCard ? contact.longValueExact() : null,
                row.text("category"),
                row.text("words"),
                row.text("reply"),
                "yes".equals(row.text("wonOver")),
                article == null ? null : article.longValueExact());
    }
}
