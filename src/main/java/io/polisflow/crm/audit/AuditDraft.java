package io.polisflow.crm.audit;

import io.polisflow.crm.journal.CurrentStep;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.springframework.boot.json.JsonWriter;

/** A row that its transaction may still add to: however often one object is written in it, that is one row. */
class AuditDraft {

    private static final int LONGEST = 4000;
    private static final int MOST_FIELDS = 60;
    private static final JsonWriter<Map<String, Object>> JSON = JsonWriter.standard();

    private final Instant at;
    private final AuditAction action;
    private final CurrentStep.Step step;
    private final String address;
    private final String onBehalf;
    private AuditSubject subject;
    private String actor;
    private String instance;
    private Long dealId;
    private final Set<String> fields = new TreeSet<>();
    private final Map<String, List<String>> values = new TreeMap<>();
    private Map<String, ?> details = Map.of();

    /** Of whoever is at work on this thread. */
    static AuditDraft now(Clock clock, AuditAction action, AuditSubject subject) {
        return new AuditDraft(clock.instant(), action, subject, CurrentStep.get());
    }

    private AuditDraft(Instant at, AuditAction action, AuditSubject subject, CurrentStep.Step step) {
        this.at = at;
        this.action = action;
        this.subject = subject;
        this.step = step;
        this.address = AuditOrigin.address();
        this.onBehalf = AuditOrigin.onBehalfOf();
        this.actor = step != null && step.user() != null ? step.user() : AuditOrigin.login();
    }

    String actor() {
        return actor;
    }

    void by(String login) {
        actor = login;
    }

    void in(String processInstance) {
        instance = processInstance;
    }

    void fields(Set<String> names) {
        fields.addAll(names);
    }

    /** A value that is no personal data: a state, a flag. */
    void value(String field, Object before, Object after) {
        String was = values.containsKey(field) ? values.get(field).get(0) : String.valueOf(before);
        values.put(field, List.of(was, String.valueOf(after)));
    }

    void details(Map<String, ?> more) {
        details = new TreeMap<>(more);
    }

    /** The id of the deal, for an object that does not know the deal's number. */
    void dealId(Long id) {
        dealId = id;
    }

    /** @return null when the number is known, or there is no deal */
    Long unnamedDeal() {
        return subject.deal() == null ? dealId : null;
    }

    void name(String dealNumber) {
        subject = subject.inDeal(dealNumber);
    }

    AuditAction action() {
        return action;
    }

    AuditSubject subject() {
        return subject;
    }

    /** Takes up what the same transaction did to the same object again. */
    void merge(AuditDraft later) {
        fields.addAll(later.fields);
        later.values.forEach((field, change) -> value(field, change.get(0), change.get(1)));
        dealId = dealId == null ? later.dealId : dealId;
    }

    AuditRow row() {
        boolean inModel = step != null && step.processKey() != null;
        return new AuditRow(
                0,
                at,
                actor,
                onBehalf,
                action.name(),
                subject.kind(),
                subject.id(),
                subject.deal(),
                subject.client(),
                json(),
                inModel ? step.processKey() : null,
                inModel ? step.version() : null,
                inModel ? step.activityId() : null,
                instance,
                address,
                AuditKeys.NONE,
                null);
    }

    /** @return null when there is nothing to say */
    private String json() {
        Map<String, Object> all = new LinkedHashMap<>(details);
        if (!fields.isEmpty()) {
            all.put("fields", fields.stream().limit(MOST_FIELDS).toList());
        }
        if (!values.isEmpty()) {
            all.put("values", values);
        }
        if (all.isEmpty()) {
            return null;
        }
        String text = JSON.writeToString(all);
        // Cut JSON would be none: then it says at least how much there was.
        return text.length() <= LONGEST
                ? text
                : JSON.writeToString(Map.of("cut", text.length(), "names", new ArrayList<>(all.keySet())));
    }
}
