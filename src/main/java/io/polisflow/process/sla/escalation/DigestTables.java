package io.polisflow.process.sla.escalation;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.letter.LetterBlock.Cell;
import io.polisflow.crm.letter.LetterBlock.Table;
import io.polisflow.process.sla.WorkingHoursText;
import io.polisflow.process.sla.escalation.DigestRows.Item;
import io.polisflow.process.sla.escalation.DigestRows.Load;
import io.polisflow.process.sla.escalation.DigestRows.Owed;
import io.polisflow.process.sla.escalation.DigestRows.Totals;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/** Lays out what a letter about deadlines tells. */
@Component
class DigestTables {

    private static final Map<Rung, String> TITLES = new EnumMap<>(Map.of(
            Rung.UNTAKEN, "Никто не взял вовремя",
            Rung.REMINDER, "Скоро срок",
            Rung.HEAD, "Срок прошёл",
            Rung.SUPERVISOR, "Просрочено давно"));

    private static final DateTimeFormatter DAY =
            DateTimeFormatter.ofPattern("d MMMM, HH:mm", Locale.forLanguageTag("ru"));

    private final WorkingTerms terms;
    private final Staff staff;
    private final IdentityService identity;
    private final String links;

    /** @param links where browsers find us; blank for letters without links */
    DigestTables(
            WorkingTerms terms,
            Staff staff,
            @Lazy IdentityService identity,
            @Value("${polisflow.escalation.links:}") String links) {
        this.terms = terms;
        this.staff = staff;
        this.identity = identity;
        this.links = links.strip().replaceFirst("/+$", "");
    }

    /** @param items of one reader, the highest rung first */
    List<Table> told(List<Item> items, Instant now, ZoneId zone) {
        Map<Rung, List<Item>> byRung = new EnumMap<>(Rung.class);
        items.forEach(item ->
                byRung.computeIfAbsent(item.rung(), rung -> new ArrayList<>()).add(item));
        List<Table> tables = new ArrayList<>();
        for (Rung rung : List.of(Rung.SUPERVISOR, Rung.HEAD, Rung.REMINDER, Rung.UNTAKEN)) {
            if (byRung.containsKey(rung)) {
                tables.add(table(TITLES.get(rung), null, byRung.get(rung), now, zone, rung != Rung.REMINDER));
            }
        }
        return tables;
    }

    /** What somebody owes today. */
    Table owed(Owed owed, Instant now, ZoneId zone) {
        int more = owed.total() - owed.items().size();
        return table(
                "На сегодня",
                more == 0 ? null : "Показаны самые срочные, ещё " + more + " — в списке задач.",
                owed.items(),
                now,
                zone,
                false);
    }

    /** What a head or supervisor has to know in the morning; empty when nothing is overdue or due. */
    List<Table> overview(Totals totals, List<Load> loads, List<Item> worst, Instant now, ZoneId zone) {
        if (totals.overdue() + totals.today() == 0) {
            return List.of();
        }
        List<Table> tables = new ArrayList<>();
        tables.add(new Table(
                "Сводка на сегодня",
                "Просрочено: " + totals.overdue() + ", срок сегодня: " + totals.today() + ", часы стоят: "
                        + totals.paused() + ".",
                List.of("Группа", "Сотрудник", "Просрочено", "Сегодня"),
                loads.stream()
                        .map(load -> List.of(
                                Cell.of(groupName(load.group())),
                                Cell.of(load.person() == null ? "никто не взял" : staff.nameOf(load.person())),
                                Cell.of("просрочено: " + load.overdue()),
                                Cell.of("сегодня: " + load.today())))
                        .toList()));
        if (!worst.isEmpty()) {
            tables.add(table("Просрочены дольше всех", null, worst, now, zone, true));
        }
        return tables;
    }

    private Table table(String title, String note, List<Item> items, Instant now, ZoneId zone, boolean withDoer) {
        List<String> columns = new ArrayList<>(List.of("Что сделать", "Сделка", "Срок"));
        if (withDoer) {
            columns.add("Кто");
        }
        return new Table(
                title,
                note,
                columns,
                items.stream().map(item -> row(item, now, zone, withDoer)).toList());
    }

    private List<Cell> row(Item item, Instant now, ZoneId zone, boolean withDoer) {
        DueDeadline deadline = item.deadline();
        List<Cell> cells = new ArrayList<>();
        cells.add(new Cell(
                deadline.title(),
                deadline.isTask() ? link("/camunda/app/tasklist/default/#/?task=" + deadline.subject()) : null));
        String deal = deadline.dealNumber() == null ? "" : deadline.dealNumber();
        cells.add(new Cell(
                item.client() == null ? deal : deal.isEmpty() ? item.client() : deal + ", " + item.client(),
                deal.isEmpty() ? null : link("/crm/deals/" + deal)));
        cells.add(Cell.of(when(item, now, zone)));
        if (withDoer) {
            cells.add(Cell.of(deadline.doer() == null ? groupName(deadline.group()) : staff.nameOf(deadline.doer())));
        }
        return cells;
    }

    private String when(Item item, Instant now, ZoneId zone) {
        DueDeadline deadline = item.deadline();
        if (item.rung() == Rung.UNTAKEN) {
            return "взять до " + DAY.format(deadline.takeBy().atZone(zone)) + ", сделать до "
                    + DAY.format(deadline.dueAt().atZone(zone));
        }
        String due = DAY.format(deadline.dueAt().atZone(zone));
        return deadline.dueAt().isBefore(now)
                ? due + ", " + WorkingHoursText.late(terms.hoursBetween(deadline.calendar(), deadline.dueAt(), now))
                : due + ", " + WorkingHoursText.left(terms.hoursBetween(deadline.calendar(), now, deadline.dueAt()));
    }

    private String groupName(String id) {
        if (id == null) {
            return "Этапы и сделки";
        }
        if (id.isEmpty()) {
            return "без группы";
        }
        Group group = identity.createGroupQuery().groupId(id).singleResult();
        return group == null || group.getName() == null ? id : group.getName();
    }

    private String link(String path) {
        return links.isEmpty() ? null : links + path;
    }
}
