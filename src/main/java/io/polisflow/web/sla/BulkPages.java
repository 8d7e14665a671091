package io.polisflow.web.sla;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.sla.board.Sight;
import io.polisflow.process.sla.bulk.BulkAction;
import io.polisflow.process.sla.bulk.BulkAction.State;
import io.polisflow.process.sla.bulk.BulkActions;
import io.polisflow.process.sla.bulk.BulkActions.Author;
import io.polisflow.process.sla.bulk.BulkItem;
import io.polisflow.process.sla.bulk.BulkKind;
import io.polisflow.process.sla.bulk.BulkOutcome;
import io.polisflow.process.sla.bulk.BulkStake;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Lays bulk actions out for their pages: what will happen to how many and who will feel it, how far it is, what came of each task. */
@Service
class BulkPages {

    static final String PATH = BoardAddress.PATH + "/bulk";

    private static final int ROWS = 50;

    private final BulkActions actions;
    private final BoardNames names;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;
    private final DateTimeFormatter when;

    BulkPages(BulkActions actions, BoardNames names, Staff staff, CurrentUser user, Clock clock) {
        this.actions = actions;
        this.names = names;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    record Listed(long id, String title, String state, String at, String who, String tally) {}

    record Holder(String person, String group, int tasks) {}

    record Option(String value, String label, boolean chosen) {}

    record Count(String code, String label, String tone, int items, boolean chosen) {}

    record Row(String name, String where, String deal, String person, String outcome, String tone, String why) {}

    /**
     * @param given what each task gets, e.g. whose it becomes; null where nothing is given
     * @param polls whether it moves by itself and has to be asked for again
     * @param next position behind which there are more, or null
     */
    record View(
            long id,
            String kind,
            String title,
            State state,
            String stateLabel,
            boolean interrupted,
            boolean polls,
            boolean reasoned,
            boolean gives,
            boolean undoable,
            Long undoes,
            Long takenBack,
            String chosen,
            String author,
            String at,
            String finishedAt,
            String reason,
            String given,
            String effect,
            int total,
            int done,
            int percent,
            int deals,
            int clients,
            int instances,
            String premium,
            List<Holder> holders,
            List<Option> people,
            List<Count> counts,
            String show,
            List<Row> rows,
            Integer next) {}

    /** @throws io.polisflow.crm.RefusedException when nothing is chosen */
    long prepare(BulkKind kind, BoardAddress asked, List<String> tasks, Sight sight) {
        return actions.prepare(
                kind,
                asked.filter(),
                tasks,
                sight,
                tasks == null ? "Все задачи по фильтру" : "Отмечены на панели сроков",
                author());
    }

    Author author() {
        return new Author(user.id(), user.groups());
    }

    long undo(long id) {
        return actions.undo(id, author());
    }

    List<Listed> latest() {
        String author = oversees() ? null : user.id();
        return actions.latest(author).stream()
                .map(action -> new Listed(
                        action.id(),
                        title(action),
                        action.state().label(),
                        when.format(action.startedAt()),
                        staff.nameOf(action.author()),
                        tally(action)))
                .toList();
    }

    private boolean oversees() {
        return user.isIn(UserGroup.SUPERVISORS);
    }

    private String tally(BulkAction action) {
        Map<BulkOutcome, Integer> outcomes = actions.outcomes(action.id());
        return actions.total(action.id()) + ": "
                + String.join(
                        ", ",
                        outcomes.entrySet().stream()
                                .map(each -> each.getKey().label() + " " + each.getValue())
                                .toList());
    }

    private static String title(BulkAction action) {
        return action.undoesId() == null
                ? action.kind().label()
                : "Вернуть: " + small(action.kind().label());
    }

    private static String small(String label) {
        return Character.toLowerCase(label.charAt(0)) + label.substring(1);
    }

    /** @throws ResponseStatusException 404 when there is none, 403 when it is another's and the person may only look */
    void requireOwn(long id) {
        if (!found(id).author().equals(user.id())) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Это действие готовил другой сотрудник");
        }
    }

    private BulkAction found(long id) {
        BulkAction action;
        try {
            action = actions.get(id);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого действия нет: выберите задачи заново", e);
        }
        if (!action.author().equals(user.id()) && !oversees()) {
            throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Это действие готовил другой сотрудник");
        }
        return action;
    }

    View view(long id, String show, int after) {
        BulkAction action = found(id);
        Instant now = clock.instant();
        boolean interrupted = action.interrupted(now);
        int total = actions.total(id);
        Map<BulkOutcome, Integer> outcomes = actions.outcomes(id);
        int done = outcomes.values().stream().mapToInt(Integer::intValue).sum();
        BulkOutcome only = Arrays.stream(BulkOutcome.values())
                .filter(outcome -> BoardAddress.code(outcome).equals(show))
                .findFirst()
                .orElse(null);
        List<BulkItem> items = actions.items(id, only, after, ROWS + 1);
        BulkStake stake = actions.stake(id);
        BoardNames.Of page = names.page(stake.holders().stream()
                .map(BulkStake.Holder::person)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        Long takenBack = actions.takenBackBy(id).map(BulkAction::id).orElse(null);
        boolean prepared = action.state() == State.PREPARED;
        boolean gives = action.kind() == BulkKind.REASSIGN && action.undoesId() == null;
        boolean own = action.author().equals(user.id());
        return new View(
                id,
                BoardAddress.code(action.kind()),
                title(action),
                action.state(),
                action.state().label(),
                interrupted && own,
                action.state() == State.RUNNING && !interrupted,
                action.kind().isReasoned(),
                gives,
                own
                        && action.state() == State.DONE
                        && action.kind().inverse() != null
                        && takenBack == null
                        && outcomes.containsKey(BulkOutcome.DONE),
                action.undoesId(),
                takenBack,
                action.chosen(),
                staff.nameOf(action.author()),
                when.format(prepared ? action.createdAt() : action.startedAt()),
                action.finishedAt() == null ? null : when.format(action.finishedAt()),
                action.reason(),
                action.hours() != null
                        ? "на "
                                + action.hours()
                                        .stripTrailingZeros()
                                        .toPlainString()
                                        .replace('.', ',') + " раб. ч"
                        : gives && !prepared
                                ? action.target() == null ? "вернуть в группу" : staff.nameOf(action.target())
                                : null,
                effect(action, total, stake),
                total,
                done,
                total == 0 ? 100 : done * 100 / total,
                stake.deals(),
                stake.clients(),
                stake.instances(),
                Rubles.whole(stake.premium()),
                stake.holders().stream()
                        .map(holder ->
                                new Holder(page.person(holder.person()), page.group(holder.group()), holder.tasks()))
                        .toList(),
                prepared && gives ? people(stake) : List.of(),
                Arrays.stream(BulkOutcome.values())
                        .filter(outcomes::containsKey)
                        .map(outcome -> new Count(
                                BoardAddress.code(outcome),
                                outcome.label(),
                                tone(outcome),
                                outcomes.get(outcome),
                                outcome == only))
                        .toList(),
                only == null ? null : BoardAddress.code(only),
                items.stream().limit(ROWS).map(item -> row(item, page)).toList(),
                items.size() > ROWS ? items.get(ROWS - 1).position() : null);
    }

    /** Those who could work on at least one of the tasks. */
    private List<Option> people(BulkStake stake) {
        List<String> groups = stake.holders().stream()
                .map(BulkStake.Holder::group)
                .filter(Objects::nonNull)
                .distinct()
                .toList();
        return Stream.concat(
                        Stream.of(new Option("", "Вернуть в группу", false)),
                        groups.stream()
                                .flatMap(group -> staff.membersOf(group).stream())
                                .distinct()
                                .sorted(Comparator.comparing(Staff.Employee::name))
                                .map(each -> new Option(each.id(), each.name(), false)))
                .toList();
    }

    private static String effect(BulkAction action, int total, BulkStake stake) {
        return switch (action.kind()) {
            case REASSIGN ->
                action.undoesId() == null
                        ? "У каждой задачи сменится исполнитель: у прежнего она исчезнет из списка, у нового появится. Сроки не изменятся."
                        : "Задачи вернутся к прежним исполнителям, если новые их ещё не передали и не выполнили.";
            case EXTEND ->
                "Срок каждой задачи отодвинется на указанное число рабочих часов, напоминание — вместе с ним. Причина останется в истории сделки.";
            case RETRY ->
                "Каждый сбойный шаг будет выполнен ещё раз сразу, не дожидаясь следующей попытки. Если попытки кончились, их станет снова три.";
            case SUSPEND ->
                "Процессы (" + stake.instances()
                        + ") остановятся: задачи исчезнут из списков сотрудников, таймеры и обмен с внешними системами замрут, пока процесс не возобновят.";
            case ACTIVATE ->
                "Процессы (" + stake.instances()
                        + ") пойдут дальше: задачи вернутся в списки сотрудников, просроченные таймеры сработают сразу.";
        };
    }

    private static String tone(BulkOutcome outcome) {
        return switch (outcome) {
            case DONE -> "good";
            case UNCHANGED -> "";
            case REFUSED -> "bad";
        };
    }

    private static Row row(BulkItem item, BoardNames.Of page) {
        return new Row(
                item.name(),
                page.process(item.process()),
                item.deal(),
                page.person(item.person()),
                item.outcome() == null ? "" : item.outcome().label(),
                item.outcome() == null ? "" : tone(item.outcome()),
                item.why());
    }
}
