package io.polisflow.web;

import io.polisflow.crm.agenda.VisibleTasks;
import io.polisflow.crm.agenda.VisibleTasks.VisibleTask;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.overview.Matters;
import io.polisflow.crm.overview.Matters.Matter;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.sla.escalation.Standing;
import io.polisflow.process.sla.escalation.Standing.Mark;
import io.polisflow.process.sla.escalation.Standings;
import io.polisflow.security.CurrentUser;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads what the cards of a task list say, with the same few queries however many cards there are. */
@Service
@Transactional(readOnly = true)
class TaskCards {

    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm");
    private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private final VisibleTasks tasks;
    private final Matters matters;
    private final Proposals proposals;
    private final Standings standings;
    private final WorkingCalendar calendar;
    private final CurrentUser user;
    private final Clock clock;

    TaskCards(
            VisibleTasks tasks,
            Matters matters,
            Proposals proposals,
            Standings standings,
            WorkingCalendar calendar,
            CurrentUser user,
            Clock clock) {
        this.tasks = tasks;
        this.matters = matters;
        this.proposals = proposals;
        this.standings = standings;
        this.calendar = calendar;
        this.user = user;
        this.clock = clock;
    }

    /**
     * What the card of a task says.
     *
     * @param client null while nobody knows who it is
     * @param number of the deal, or of the request or lead as long as there is no deal; may be null
     * @param premium of the newest proposal with its sign, e.g. {@code 1 234 567,00 ₽}; null without one
     * @param stage of the deal; null without one
     * @param deadline null when there is none
     * @param marks what of the deadline has to be seen at a glance: soon due, overdue, its clock stands, who has been told
     */
    record TaskCard(
            String id,
            String client,
            String number,
            String premium,
            String stage,
            Deadline deadline,
            List<Mark> marks) {}

    /** How near a deadline is; «soon» is until the end of the next working day. */
    enum Nearness {
        OVERDUE,
        TODAY,
        SOON,
        LATER
    }

    /** @param text says it in words, whatever colour it has */
    record Deadline(Nearness nearness, String text) {}

    /** @return in no order, without the tasks that the signed-on person may not see; none for whoever works without clients' data */
    List<TaskCard> of(Collection<String> ids) {
        if (!Sections.worksWithClients(user)) {
            return List.of();
        }
        List<VisibleTask> visible = tasks.among(ids);
        Map<String, Matter> known = matters.of(visible.stream()
                .map(VisibleTask::businessKey)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Map<Long, BigDecimal> premiums = proposals.premiumsOf(known.values().stream()
                .map(Matter::deal)
                .filter(Objects::nonNull)
                .toList());
        Map<String, Standing> standing =
                standings.ofTasks(visible.stream().map(VisibleTask::id).toList());
        return visible.stream()
                .map(task -> card(task, known.get(task.businessKey()), premiums, standing.get(task.id())))
                .toList();
    }

    private TaskCard card(VisibleTask task, Matter matter, Map<Long, BigDecimal> premiums, Standing standing) {
        List<Mark> marks = standing == null ? List.of() : standing.marks();
        Deadline deadline = task.dueAt() == null ? null : deadline(task.dueAt());
        if (matter == null) {
            return new TaskCard(task.id(), null, null, null, null, deadline, marks);
        }
        Deal deal = matter.deal();
        if (deal == null) {
            return new TaskCard(task.id(), matter.name(), matter.number(), null, null, deadline, marks);
        }
        BigDecimal premium = premiums.get(deal.id());
        return new TaskCard(
                task.id(),
                matter.name(),
                deal.number(),
                premium == null ? null : Rubles.format(premium),
                deal.stage().label(),
                deadline,
                marks);
    }

    private Deadline deadline(Instant dueAt) {
        ZonedDateTime due = dueAt.atZone(clock.getZone());
        LocalDate today = LocalDate.now(clock);
        if (dueAt.isBefore(clock.instant())) {
            return new Deadline(Nearness.OVERDUE, "Просрочено: " + DAY_AND_TIME.format(due));
        }
        if (due.toLocalDate().equals(today)) {
            return new Deadline(Nearness.TODAY, "Сегодня до " + TIME.format(due));
        }
        LocalDate next = calendar.workingDayOnOrAfter(today.plusDays(1));
        if (!due.toLocalDate().isAfter(next)) {
            String day = due.toLocalDate().equals(today.plusDays(1))
                    ? "Завтра до " + TIME.format(due)
                    : "Скоро: " + DAY_AND_TIME.format(due);
            return new Deadline(Nearness.SOON, day);
        }
        return new Deadline(Nearness.LATER, "Позже: " + DAY_AND_TIME.format(due));
    }
}
