package io.polisflow.crm.audit;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Notes who changed and who saw what.
 *
 * <p>A change is noted in the transaction of the work: what was rolled back leaves no row, and what cannot be noted does not happen. A sight
 * outside a writing transaction is noted in one of its own before anything is shown: when that fails, nothing is shown.
 */
@Service
public class AuditTrail {

    private final AuditPending pending;
    private final OncePerDay onceADay;
    private final Clock clock;
    private final TransactionTemplate own;

    AuditTrail(AuditPending pending, Clock clock, PlatformTransactionManager transactions) {
        this.pending = pending;
        this.clock = clock;
        this.onceADay = new OncePerDay();
        this.own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
    }

    /**
     * Something was changed past the entities, by SQL; what JPA writes is noted by itself.
     *
     * @param fields names of the columns or fields, never their values
     */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(String kind, Object id, String... fields) {
        changed(AuditSubject.of(kind, id), fields);
    }

    /** As {@link #changed(String, Object, String...)}, of what belongs to a deal or a client. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void changed(AuditSubject subject, String... fields) {
        AuditDraft draft = draft(AuditAction.CHANGED, subject);
        draft.fields(new LinkedHashSet<>(Arrays.asList(fields)));
        pending.add(draft);
    }

    /** A row was inserted past the entities. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void created(AuditSubject subject) {
        pending.add(draft(AuditAction.CREATED, subject));
    }

    /** Rows were deleted past the entities. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void deleted(AuditSubject subject) {
        pending.add(draft(AuditAction.DELETED, subject));
    }

    /**
     * The person at work is shown personal data; to be called before anything is shown.
     *
     * <p>One row for each person, object and day is enough: more of them would only bury the others.
     *
     * @throws RuntimeException when it cannot be noted; then nothing may be shown
     */
    public void saw(AuditSubject subject) {
        saw(List.of(subject));
    }

    /** As {@link #saw(AuditSubject)}, of all that one answer shows. */
    public void saw(Collection<AuditSubject> subjects) {
        saw(null, subjects);
    }

    /** As {@link #saw(AuditSubject)}, by somebody who is known without being signed on. */
    public void sawBy(String actor, AuditSubject subject) {
        saw(actor, List.of(subject));
    }

    private void saw(String actor, Collection<AuditSubject> subjects) {
        List<AuditDraft> news = new ArrayList<>();
        Set<AuditSubject> today = null;
        for (AuditSubject subject : subjects) {
            AuditDraft draft = draft(AuditAction.SAW, subject);
            if (actor != null) {
                draft.by(actor);
            }
            today = onceADay.of(
                    draft.actor(), clock.instant().atZone(clock.getZone()).toLocalDate());
            if (!today.contains(subject)) {
                news.add(draft);
            }
        }
        if (news.isEmpty()) {
            return;
        }
        write(news);
        // What a rolled back transaction noted was not noted; then it is noted again.
        if (!joins()) {
            news.stream().map(AuditDraft::subject).forEach(today::add);
        }
    }

    /** As {@link #saw(AuditSubject)}. */
    public void saw(String kind, Object id) {
        saw(AuditSubject.of(kind, id));
    }

    /**
     * Anything else worth keeping: a recording played, a file downloaded, data exported; a refused sign-on, a lock-out, a grant, a
     * substitution, a setting.
     *
     * @param details no personal data: neither names nor what somebody typed
     * @throws RuntimeException when it cannot be noted; then it may not happen
     */
    public void event(AuditAction action, AuditSubject subject, Map<String, ?> details) {
        AuditDraft draft = draft(action, subject);
        draft.details(details);
        write(List.of(draft));
    }

    /** As {@link #event(AuditAction, AuditSubject, Map)}, by somebody who is not (or not yet) the signed-on person. */
    public void eventBy(String actor, AuditAction action, AuditSubject subject, Map<String, ?> details) {
        AuditDraft draft = draft(action, subject);
        draft.by(actor);
        draft.details(details);
        write(List.of(draft));
    }

    /** As {@link #eventBy}, of a process instance; in the transaction of the work. */
    @Transactional(propagation = Propagation.MANDATORY)
    public void engine(String actor, AuditSubject subject, String instance, Map<String, ?> details) {
        AuditDraft draft = draft(AuditAction.ENGINE, subject);
        draft.by(actor);
        draft.in(instance);
        draft.details(details);
        pending.add(draft);
    }

    private void write(List<AuditDraft> drafts) {
        if (joins()) {
            drafts.forEach(pending::add);
        } else {
            own.executeWithoutResult(status -> drafts.forEach(pending::add));
        }
    }

    /** A reading transaction may not write, neither here nor on PostgreSQL. */
    private static boolean joins() {
        return TransactionSynchronizationManager.isActualTransactionActive()
                && !TransactionSynchronizationManager.isCurrentTransactionReadOnly();
    }

    private AuditDraft draft(AuditAction action, AuditSubject subject) {
        return AuditDraft.now(clock, action, subject);
    }
}
