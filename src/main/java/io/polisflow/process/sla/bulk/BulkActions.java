package io.polisflow.process.sla.bulk;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Staff;
import io.polisflow.process.engine.BatchJobs;
import io.polisflow.process.sla.DeadlineActions;
import io.polisflow.process.sla.HeldUpSteps;
import io.polisflow.process.sla.board.BoardFilter;
import io.polisflow.process.sla.board.OpenDeadline;
import io.polisflow.process.sla.board.OpenDeadlines;
import io.polisflow.process.sla.board.Sight;
import io.polisflow.process.sla.bulk.BulkAction.State;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Does one thing to many tasks when a supervisor says so: chosen, shown, confirmed, done one by one with the supervisor's own rights,
 * and taken back where that makes sense.
 */
@Service
@Transactional
public class BulkActions {

    /** So many tasks are nobody's considered choice. */
    public static final int MOST = 10_000;

    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 1000;
    private static final int LATEST = 20;
    private static final Logger log = LoggerFactory.getLogger(BulkActions.class);

    private final BulkRepository actions;
    private final BulkRows rows;
    private final BatchJobs jobs;
    private final OpenDeadlines deadlines;
    private final HeldUpSteps heldUp;
    private final Staff staff;
    private final EntityManager entities;
    private final InsertOnce insertOnce;
    private final Clock clock;

    BulkActions(
            BulkRepository actions,
            BulkRows rows,
            BatchJobs jobs,
            OpenDeadlines deadlines,
            HeldUpSteps heldUp,
            Staff staff,
            EntityManager entities,
            InsertOnce insertOnce,
            Clock clock) {
        this.actions = actions;
        this.rows = rows;
        this.jobs = jobs;
        this.deadlines = deadlines;
        this.heldUp = heldUp;
        this.staff = staff;
        this.entities = entities;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /**
     * Who does it.
     *
     * @param id user id
     * @param groups in which they are now: the background works with these rights
     */
    public record Author(String id, List<String> groups) {}

    /**
     * Chooses tasks and does nothing to them yet; what the author has chosen before and not confirmed is forgotten.
     *
     * @param tasks ids, null for all that the filter means
     * @param chosen Russian, how they were chosen
     * @return the action's id
     * @throws RefusedException when nothing is chosen, or too much
     */
    public long prepare(
            BulkKind kind, BoardFilter filter, Collection<String> tasks, Sight sight, String chosen, Author author) {
        List<OpenDeadline> found = deadlines.all(filter, tasks, sight, MOST + 1);
        if (found.isEmpty()) {
            throw new RefusedException("task", "Отметьте задачи, с которыми надо что-то сделать");
        }
        if (found.size() > MOST) {
            throw new RefusedException("task", "За раз можно выбрать не больше 10 000 задач: сузьте фильтр");
        }
        List<BulkItem> items = kind == BulkKind.RETRY ? steps(found) : new ArrayList<>();
        if (kind != BulkKind.RETRY) {
            found.forEach(task -> items.add(new BulkItem(
                    items.size() + 1,
                    task.subject(),
                    task.instance(),
                    task.name(),
                    task.process(),
                    task.deal(),
                    task.clientId(),
                    task.assignee(),
                    task.group(),
                    null,
                    null,
                    null)));
        }
        if (items.isEmpty()) {
            throw new RefusedException("task", "У выбранных задач нет сбойных шагов: повторять нечего");
        }
        return keep(kind, chosen, author, null, items);
    }

    private List<BulkItem> steps(List<OpenDeadline> tasks) {
        return items(heldUp.ofInstances(tasks.stream()
                .map(OpenDeadline::instance)
                .filter(instance -> instance != null)
                .distinct()
                .toList()));
    }

    /**
     * Chooses failed steps to be tried again.
     *
     * @throws RefusedException when there is none
     */
    public long prepareRetry(List<HeldUpSteps.FailedStep> steps, String chosen, Author author) {
        if (steps.isEmpty()) {
            throw new RefusedException("step", "Отметьте шаги, которые надо повторить");
        }
        return keep(BulkKind.RETRY, chosen, author, null, items(steps));
    }

    private static List<BulkItem> items(List<HeldUpSteps.FailedStep> steps) {
        List<BulkItem> items = new ArrayList<>();
        steps.forEach(step -> items.add(new BulkItem(
                items.size() + 1,
                step.job(),
                step.instance(),
                step.name(),
                step.process(),
                step.deal(),
                null,
                null,
                null,
                null,
                null,
                null)));
        return items;
    }

    private long keep(BulkKind kind, String chosen, Author author, Long undoes, List<BulkItem> items) {
        rows.forgetUnconfirmed(author.id());
        BulkAction action = new BulkAction(
                insertOnce.nextId(), kind, chosen, author.id(), author.groups(), undoes, clock.instant());
        actions.saveAndFlush(action);
        rows.keep(action.id(), items);
        return action.id();
    }

    /**
     * Has it done in the background; pressed twice, it is done once.
     *
     * @param target who gets the tasks, null or blank for their groups
     * @param hours working hours by which deadlines are extended, null where none is
     * @param reason kept with the action
     * @throws RefusedException without a reason where one is due, or when nobody has that name
     */
    public void start(long id, String target, BigDecimal hours, String reason) {
        BulkAction action = locked(id);
        String to = target == null || target.isBlank() ? null : target.strip();
        String why = reason == null ? "" : reason.strip();
        if (action.kind().isReasoned() && why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            throw new RefusedException("reason", "Напишите причину: от 5 до 1000 знаков");
        }
        if (action.kind() == BulkKind.EXTEND
                && (hours == null || hours.signum() <= 0 || hours.compareTo(DeadlineActions.LONGEST) > 0)) {
            throw new RefusedException("hours", "Укажите, на сколько рабочих часов продлить: больше 0, не больше 900");
        }
        if (to != null && staff.find(to).isEmpty()) {
            throw new RefusedException("target", "Такого сотрудника нет: выберите из списка");
        }
        if (action.start(
                to, action.kind() == BulkKind.EXTEND ? hours : null, why.isEmpty() ? null : why, clock.instant())) {
            log.info(
                    "Bulk action {}: {} of {} by {}, to {}, by {} hours, because: {}",
                    id,
                    action.kind(),
                    rows.total(id),
                    action.author(),
                    to,
                    hours,
                    why);
            schedule(action);
        }
    }

    /** Goes on where a crash cut it off. @throws ConflictException when nothing did */
    public void resume(long id) {
        BulkAction action = locked(id);
        action.resume(clock.instant());
        schedule(action);
    }

    private void schedule(BulkAction action) {
        jobs.schedule(
                BulkWork.JOB,
                action.id(),
                action.run(),
                ClockUtil.getCurrentTime().toInstant());
    }

    /**
     * Prepares to take back what was done: tasks go to whom they were taken from, processes go on or stand still again.
     *
     * @return id of the new action, which has to be confirmed like any other
     * @throws ConflictException while it is not done, or when it was taken back before
     * @throws RefusedException when nothing was done or nothing can be taken back
     */
    public long undo(long id, Author author) {
        BulkAction action = locked(id);
        BulkKind inverse = action.kind().inverse();
        if (inverse == null) {
            throw new RefusedException(null, "Это действие вернуть нельзя");
        }
        if (action.state() != State.DONE) {
            throw new ConflictException("Вернуть можно, когда всё выполнено");
        }
        if (takenBackBy(id).isPresent()) {
            throw new ConflictException("Это действие уже вернули");
        }
        List<BulkItem> items = new ArrayList<>();
        rows.done(id)
                .forEach(item -> items.add(item.again(
                        items.size() + 1, action.undoesId() == null ? action.target() : item.giveTo(), item.person())));
        if (items.isEmpty()) {
            throw new RefusedException(null, "Возвращать нечего: ничего не изменилось");
        }
        return keep(inverse, "Возврат действия от " + action.author(), author, id, items);
    }

    /** @throws NoSuchElementException when there is none */
    @Transactional(readOnly = true)
    public BulkAction get(long id) {
        return actions.findById(id).orElseThrow();
    }

    /** @return the action that takes it back and was confirmed */
    @Transactional(readOnly = true)
    public Optional<BulkAction> takenBackBy(long id) {
        return actions.findFirstByUndoesIdAndStateNot(id, State.PREPARED);
    }

    /** @param author user id, null for everybody's @return newest first, without those that nobody has confirmed */
    @Transactional(readOnly = true)
    public List<BulkAction> latest(String author) {
        return author == null
                ? actions.findByStateNotOrderByIdDesc(State.PREPARED, Limit.of(LATEST))
                : actions.findByAuthorAndStateNotOrderByIdDesc(author, State.PREPARED, Limit.of(LATEST));
    }

    /** @return how many tasks or steps it is about */
    @Transactional(readOnly = true)
    public int total(long id) {
        return rows.total(id);
    }

    /** @return what came of how many, those without any are absent */
    @Transactional(readOnly = true)
    public Map<BulkOutcome, Integer> outcomes(long id) {
        return rows.outcomes(id);
    }

    @Transactional(readOnly = true)
    public BulkStake stake(long id) {
        return rows.stake(id);
    }

    /** @param outcome null for all @param after position of the one before, 0 for the first */
    @Transactional(readOnly = true)
    public List<BulkItem> items(long id, BulkOutcome outcome, int after, int most) {
        return rows.page(id, outcome, after, most);
    }

    private BulkAction locked(long id) {
        BulkAction action = entities.find(BulkAction.class, id, LockModeType.PESSIMISTIC_WRITE);
        if (action == null) {
            throw new NoSuchElementException("No bulk action " + id);
        }
        return action;
    }

    interface BulkRepository extends JpaRepository<BulkAction, Long> {

        Optional<BulkAction> findFirstByUndoesIdAndStateNot(long undoesId, State state);

        List<BulkAction> findByStateNotOrderByIdDesc(State state, Limit most);

        List<BulkAction> findByAuthorAndStateNotOrderByIdDesc(String author, State state, Limit most);
    }
}
