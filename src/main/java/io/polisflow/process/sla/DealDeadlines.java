package io.polisflow.process.sla;

import io.polisflow.crm.agenda.DealProfile;
import io.polisflow.crm.agenda.DealProfiles;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.process.sla.Deadline.Cause;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Stop;
import io.polisflow.process.sla.Deadline.Terms;
import io.polisflow.process.sla.DeadlineChanges.Change;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/**
 * Brings the deadlines of a deal in line with the deal: its stage and itself have one each while it is open, all stand still while it is
 * on hold, those two also while the client owes an answer, and all follow its manager and its priority.
 */
@Component
class DealDeadlines {

    private final DealProfiles deals;
    private final Deadlines deadlines;
    private final DeadlineRows rows;
    private final DeadlineChanges changes;
    private final TermsTables tables;
    private final WorkingCalendars calendars;
    private final Clock clock;

    DealDeadlines(
            DealProfiles deals,
            Deadlines deadlines,
            DeadlineRows rows,
            DeadlineChanges changes,
            TermsTables tables,
            WorkingCalendars calendars,
            Clock clock) {
        this.deals = deals;
        this.deadlines = deadlines;
        this.rows = rows;
        this.changes = changes;
        this.tables = tables;
        this.calendars = calendars;
        this.clock = clock;
    }

    /** Whether the deal's model stands where the client has to answer. */
    enum Waiting {
        AS_BEFORE,
        BEGINS,
        ENDS
    }

    /** Keeps others from the deal's deadlines until the transaction ends. */
    void lock(String number) {
        deadlines.locked(number);
    }

    /** @param actor who did what the deadlines follow, null when the system did */
    void follow(String number, Waiting waiting, String actor) {
        DealProfile deal = deals.of(number).orElse(null);
        if (deal == null) {
            return;
        }
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        new Following(deal, calendars.of(deal.calendar()), waiting, now).run(actor);
    }

    /** The tables are read when they are asked for the first time: most changes of a deal ask none. */
    private final class Following {

        private final DealProfile deal;
        private final WorkingTime time;
        private final Waiting waiting;
        private final Instant now;
        private final List<Change> changed = new ArrayList<>();
        private final List<Deadline> fresh = new ArrayList<>();
        private AskedTable ofStages;
        private AskedTable ofTasks;

        Following(DealProfile deal, WorkingTime time, Waiting waiting, Instant now) {
            this.deal = deal;
            this.time = time;
            this.waiting = waiting;
            this.now = now;
        }

        void run(String actor) {
            List<Deadline> known = deadlines.locked(deal.number());
            Deadline whole = of(Kind.DEAL, known);
            Deadline stage = of(Kind.STAGE, known);
            boolean paused = deal.stage() == Stage.PAUSED;
            if (!deal.stage().isOpen()) {
                end(Kind.DEAL, whole);
                end(Kind.STAGE, stage);
            } else {
                Stop awaited = whole != null
                                && whole.run().isPaused()
                                && whole.run().stop().cause() == Cause.CLIENT
                        ? whole.run().stop()
                        : null;
                if (whole == null) {
                    fresh.add(adjusted(began(Kind.DEAL, null, deal.openedAt(), null)));
                } else {
                    change(whole);
                }
                if (stage != null && (paused || deal.stage().code().equals(stage.stage()))) {
                    change(stage);
                } else if (!paused) {
                    end(Kind.STAGE, stage);
                    fresh.add(adjusted(began(Kind.STAGE, deal.stage(), deal.stageSince(), awaited)));
                }
            }
            known.stream().filter(each -> each.kind() == Kind.TASK).forEach(this::change);
            if (!fresh.isEmpty()) {
                rows.insert(fresh);
            }
            changes.save(changed, actor, now);
        }

        private static Deadline of(Kind kind, List<Deadline> all) {
            return all.stream().filter(each -> each.kind() == kind).findFirst().orElse(null);
        }

        private void end(Kind kind, Deadline deadline) {
            if (deadline != null) {
                rows.remove(kind, List.of(deal.number()));
            }
        }

        private Deadline began(Kind kind, Stage stage, Instant since, Stop awaited) {
            Question question = question();
            Terms terms = terms(stage == null ? TermsTable.WHOLE_DEAL : stage.code(), question);
            Instant from = since.truncatedTo(ChronoUnit.MILLIS);
            Run run = Run.starting(from);
            Deadline deadline = new Deadline(
                    0,
                    kind,
                    deal.number(),
                    deal.number(),
                    deal.clientId(),
                    deal.owner(),
                    null,
                    stage == null ? null : stage.code(),
                    null,
                    null,
                    question,
                    deal.calendar(),
                    terms,
                    false,
                    from,
                    null,
                    run,
                    DeadlineDates.of(time, terms, run),
                    0,
                    0);
            return awaited == null
                    ? deadline
                    : DeadlineClock.stop(deadline, time, awaited.cause(), awaited.reason(), now);
        }

        private Question question() {
            return new Question(
                    deal.product(),
                    deal.sum(),
                    deal.clientClass(),
                    deal.priority().code());
        }

        private Terms terms(String subject, Question question) {
            if (ofStages == null) {
                ofStages = tables.inForce(TermsTable.OF_STAGES);
            }
            return ofStages.ask(TermsTable.questionOfStage(subject, question), subject);
        }

        private Terms terms(Deadline deadline, Question question) {
            if (deadline.kind() != Kind.TASK) {
                return terms(deadline.kind() == Kind.DEAL ? TermsTable.WHOLE_DEAL : deadline.stage(), question);
            }
            if (ofTasks == null) {
                ofTasks = tables.inForce(TermsTable.OF_TASKS);
            }
            return ofTasks.ask(
                    TermsTable.questionOfTask(
                            deadline.work().process(), deadline.work().element(), question),
                    deadline.work().process() + "/" + deadline.work().element());
        }

        private void change(Deadline before) {
            Deadline recounted = recounted(before);
            Deadline after = adjusted(recounted);
            if (after.equals(before)) {
                return;
            }
            boolean stopped = !before.run().isPaused() && after.run().isPaused();
            boolean resumed = before.run().isPaused() && !after.run().isPaused();
            boolean moved = !recounted.dates().dueAt().equals(before.dates().dueAt());
            WorkEvent.Kind event = stopped
                    ? WorkEvent.Kind.CLOCK_STOPPED
                    : resumed ? WorkEvent.Kind.CLOCK_RESUMED : moved ? WorkEvent.Kind.DEADLINE_MOVED : null;
            String detail = stopped
                    ? after.run().stop().reason()
                    : moved ? DeadlineText.moved(before, after, clock.getZone()) : null;
            changed.add(new Change(before, after, event, detail));
        }

        /** A task keeps the product and the sum that it began with; a stage and the deal follow the offer. */
        private Deadline recounted(Deadline before) {
            Question was = before.question();
            Question now = before.kind() == Kind.TASK
                    ? new Question(
                            was.product(),
                            was.sum(),
                            was.clientClass(),
                            deal.priority().code())
                    : question();
            boolean asked = !same(was, now);
            boolean moved = !deal.calendar().equals(before.calendar());
            Deadline owned = before.ownedBy(deal.owner(), deal.calendar());
            return asked || moved
                    ? DeadlineClock.recount(owned, time, now, asked ? terms(before, now) : before.terms(), this.now)
                    : owned;
        }

        private static boolean same(Question one, Question other) {
            boolean sum = one.sum() == null || other.sum() == null
                    ? one.sum() == other.sum()
                    : one.sum().compareTo(other.sum()) == 0;
            return sum
                    && Objects.equals(one.product(), other.product())
                    && Objects.equals(one.clientClass(), other.clientClass())
                    && one.priority().equals(other.priority());
        }

        private Deadline adjusted(Deadline deadline) {
            boolean paused = deal.stage() == Stage.PAUSED;
            Cause cause = deadline.run().isPaused() ? deadline.run().stop().cause() : null;
            boolean waits = deadline.kind() != Kind.TASK && waiting == Waiting.BEGINS;
            if (cause == Cause.CLIENT && waiting == Waiting.ENDS) {
                return paused
                        ? DeadlineClock.stopOtherwise(deadline, Cause.DEAL, DeadlineClock.DEAL_PAUSED)
                        : DeadlineClock.resume(deadline, time, now);
            }
            if (cause == Cause.DEAL && !paused) {
                return waits
                        ? DeadlineClock.stopOtherwise(deadline, Cause.CLIENT, DeadlineClock.CLIENT_AWAITED)
                        : DeadlineClock.resume(deadline, time, now);
            }
            if (cause == null && waits) {
                return DeadlineClock.stop(deadline, time, Cause.CLIENT, DeadlineClock.CLIENT_AWAITED, now);
            }
            if (cause == null && paused) {
                return DeadlineClock.stop(deadline, time, Cause.DEAL, DeadlineClock.DEAL_PAUSED, now);
            }
            return deadline;
        }
    }
}
