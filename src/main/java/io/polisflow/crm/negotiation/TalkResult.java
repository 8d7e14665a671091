package io.polisflow.crm.negotiation;

import io.polisflow.crm.deal.Activity;
import java.time.LocalDate;
import java.util.List;

/**
 * What a manager reports of a talk with the client.
 *
 * @param note what was said
 * @param plannedTouchId the planned touch that this was, or null
 * @param nextTouchOn the day on which to ask again, for {@link Outcome#THINK}
 * @param pausedUntil the day on which work goes on, for {@link Outcome#PAUSE}
 * @param rework for {@link Outcome#REWORK}
 */
public record TalkResult(
        Activity.Kind kind,
        String note,
        Long plannedTouchId,
        List<Heard> objections,
        Outcome outcome,
        LocalDate nextTouchOn,
        LocalDate pausedUntil,
        ReworkOrder rework) {

    /** How the talk ended. */
    public enum Outcome {
        AGREED,
        CONTINUE,
        REWORK,
        THINK,
        PAUSE,
        REFUSED
    }

    /**
     * An objection as a row of a form tells it.
     *
     * @param contactId null when it was nobody on the client's card
     * @param category code of the dictionary of objection categories
     * @param articleId the article that the answer came from, or null
     */
    public record Heard(Long contactId, String category, String words, String reply, boolean wonOver, Long articleId) {}

    /** @param proposalId the version to be reworked */
    public record ReworkOrder(Long proposalId, Rework.Performer performer, String request) {}
}
