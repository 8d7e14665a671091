package io.polisflow.process.sla;

import io.polisflow.crm.agenda.DealProfile;
import io.polisflow.crm.agenda.DealProfiles;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.deal.Priority;
import io.polisflow.process.engine.TasksWithoutDeadline;
import io.polisflow.process.engine.TasksWithoutDeadline.OpenTask;
import io.polisflow.process.sla.Deadline.Dates;
import io.polisflow.process.sla.Deadline.Kind;
import io.polisflow.process.sla.Deadline.Question;
import io.polisflow.process.sla.Deadline.Run;
import io.polisflow.process.sla.Deadline.Terms;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataIntegrityViolationException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Gives what was open before deadlines had a table its rows, once; a task keeps the dates that it has in the engine until something makes
 * them be counted anew.
 */
@Component
class EarlierWork {

    private static final Logger LOG = LoggerFactory.getLogger(EarlierWork.class);
    private static final int PAGE = 500;
    private static final String DEALS =
            """
            select number from deal d where stage not in ('WON', 'LOST')
              and not exists (select 1 from deadline x where x.kind = 'DEAL' and x.subject = d.number)
            order by id limit ?""";

    private final TasksWithoutDeadline tasks;
    private final DealProfiles deals;
    private final TermsTables tables;
    private final WorkingCalendars calendars;
    private final DeadlineRows rows;
    private final PendingDeadlines pending;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;

    EarlierWork(
            TasksWithoutDeadline tasks,
            DealProfiles deals,
            TermsTables tables,
            WorkingCalendars calendars,
            DeadlineRows rows,
            PendingDeadlines pending,
            JdbcTemplate jdbc,
            TransactionTemplate transaction) {
        this.tasks = tasks;
        this.deals = deals;
        this.tables = tables;
        this.calendars = calendars;
        this.rows = rows;
        this.pending = pending;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    /** Another node that starts at the same moment may do the same: whoever is second leaves it to the first. */
    @EventListener(ApplicationReadyEvent.class)
    void adopt() {
        try {
            int ofTasks = adoptTasks();
            int ofDeals = adoptDeals();
            if (ofTasks + ofDeals > 0) {
                LOG.info("Deadlines were written for {} open tasks and {} open deals of before", ofTasks, ofDeals);
            }
        } catch (DataIntegrityViolationException e) {
            LOG.info("Another node writes the deadlines of before");
        }
    }

    private int adoptTasks() {
        AskedTable table = null;
        int all = 0;
        String last = "";
        List<OpenTask> page;
        do {
            String after = last;
            page = transaction.execute(status -> tasks.after(after, PAGE));
            if (!page.isEmpty()) {
                last = page.get(page.size() - 1).id();
                AskedTable asked = table == null ? tables.inForce(TermsTable.OF_TASKS) : table;
                table = asked;
                List<OpenTask> found = page;
                transaction.executeWithoutResult(status -> rows.insert(
                        found.stream().map(task -> deadline(task, asked)).toList()));
                all += page.size();
            }
        } while (page.size() == PAGE);
        return all;
    }

    private int adoptDeals() {
        int all = 0;
        List<String> page;
        do {
            page = jdbc.queryForList(DEALS, String.class, PAGE);
            List<String> found = page;
            transaction.executeWithoutResult(status -> found.forEach(pending::dealChanged));
            all += page.size();
        } while (page.size() == PAGE);
        return all;
    }

    private Deadline deadline(OpenTask task, AskedTable table) {
        DealProfile deal =
                task.businessKey() == null ? null : deals.of(task.businessKey()).orElse(null);
        Question question = new Question(
                deal == null ? null : deal.product(),
                deal == null ? null : deal.sum(),
                deal == null ? null : deal.clientClass(),
                (deal == null ? Priority.NORMAL : deal.priority()).code());
        Terms terms = table.ask(
                TermsTable.questionOfTask(task.process(), task.element(), question),
                task.process() + "/" + task.element());
        String calendar = deal == null ? WorkingCalendars.COUNTRY : deal.calendar();
        WorkingTime time = calendars.of(calendar);
        Run run = Run.starting(task.created());
        Dates counted = DeadlineDates.of(time, terms, run);
        return new Deadline(
                0,
                Kind.TASK,
                task.id(),
                deal == null ? null : deal.number(),
                deal == null ? null : deal.clientId(),
                deal == null ? null : deal.owner(),
                new Deadline.Work(task.process(), task.version(), task.instance(), task.element(), task.name()),
                null,
                task.group(),
                task.assignee(),
                question,
                calendar,
                terms,
                false,
                task.created(),
                task.assignee() == null ? null : task.created(),
                run,
                new Dates(
                        counted.takeBy(),
                        task.followUp() == null ? counted.warnAt() : task.followUp(),
                        task.due() == null ? counted.dueAt() : task.due()),
                0,
                0);
    }
}
