package io.polisflow.web.sla;

import io.polisflow.crm.Plural;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.DeadlineState;
import io.polisflow.process.sla.board.Board;
import io.polisflow.process.sla.board.Board.Figures;
import io.polisflow.process.sla.board.BoardFilter.Kind;
import io.polisflow.process.sla.board.Cut;
import io.polisflow.process.sla.board.DeadlineBoard;
import io.polisflow.process.sla.board.DeadlineForecast;
import io.polisflow.process.sla.board.DeadlineTrend;
import io.polisflow.process.sla.board.GroupForecast;
import io.polisflow.process.sla.board.OpenDeadline;
import io.polisflow.process.sla.board.OpenDeadline.Order;
import io.polisflow.process.sla.board.OpenDeadlines;
import io.polisflow.process.sla.board.Sight;
import io.polisflow.web.PageSize;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.data.domain.Page;
import org.springframework.stereotype.Service;

/** Lays the dashboard out for a page: text ready to print, an address behind every number. */
@Service
class BoardPages {

    /** A breakdown shows the worst; all others are in the lists to choose from. */
    private static final int LINES = 12;

    private static final List<Cut> TABLES = List.of(Cut.PROCESS, Cut.STEP, Cut.GROUP, Cut.PERSON, Cut.BRANCH);

    private static final List<String> TOLD =
            List.of("никому не сообщали", "напомнили", "сообщили руководителю", "сообщили супервизорам");

    private final DeadlineBoard board;
    private final OpenDeadlines deadlines;
    private final DeadlineTrend trend;
    private final DeadlineForecast forecast;
    private final BoardNames names;
    private final Clock clock;
    private final DateTimeFormatter when;
    private final DateTimeFormatter time;

    BoardPages(
            DeadlineBoard board,
            OpenDeadlines deadlines,
            DeadlineTrend trend,
            DeadlineForecast forecast,
            BoardNames names,
            Clock clock) {
        this.forecast = forecast;
        this.board = board;
        this.deadlines = deadlines;
        this.trend = trend;
        this.names = names;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
        this.time = DateTimeFormatter.ofPattern("HH:mm").withZone(clock.getZone());
    }

    record Link(String href, String label, boolean current) {}

    record Option(String value, String label, boolean chosen) {}

    record Select(String name, String label, List<Option> options) {}

    record Hidden(String name, String value) {}

    /** @param tone of its number */
    record Tile(String href, String label, long count, String tone, boolean current) {}

    record Number(String label, long count, String href, String tone) {}

    record Line(String label, String href, List<Number> numbers) {}

    record Table(String id, String title, List<Line> lines, int more) {}

    /** @param direction for {@code aria-sort} */
    record Column(String label, String href, String direction) {}

    record Row(
            String subject,
            String name,
            String where,
            String deal,
            String client,
            Long clientId,
            String premium,
            String person,
            String group,
            String due,
            String how,
            String state,
            String tone,
            String told,
            List<String> notes) {}

    /** @param today null when there is no rate; {@code week} likewise */
    record Outlook(String group, String rate, long overdue, long due, Long today, Long week) {}

    record Listed(
            String heading,
            long total,
            List<Column> columns,
            List<Row> rows,
            String previous,
            String next,
            String place) {}

    record View(
            String address,
            String at,
            List<Link> kinds,
            List<Select> selects,
            List<Hidden> hidden,
            String find,
            String reset,
            List<Tile> tiles,
            TrendChart trend,
            List<Outlook> outlooks,
            List<Table> tables,
            Listed list,
            boolean acts) {}

    View view(BoardAddress asked, Sight sight) {
        Board read = board.read(asked.filter(), sight);
        BoardNames.Of page = names.page(read.by(Cut.PERSON).stream()
                .map(Board.Line::key)
                .filter(login -> !login.equals(Cut.NONE))
                .toList());
        boolean tasks = asked.filter().kind() == Kind.TASK;
        return new View(
                asked.address(),
                time.format(clock.instant()),
                Arrays.stream(Kind.values())
                        .map(kind -> new Link(
                                BoardAddress.of(Map.of(BoardAddress.KIND, BoardAddress.code(kind)))
                                        .address(),
                                kind.label(),
                                kind == asked.filter().kind()))
                        .toList(),
                Arrays.stream(Cut.values())
                        .map(cut -> select(cut, read, asked, page))
                        .toList(),
                hidden(asked),
                asked.filter().find(),
                asked.parameters().isEmpty() ? null : BoardAddress.PATH,
                tiles(read.total(), asked),
                tasks ? TrendChart.of(trend.days(asked.filter(), sight)) : null,
                tasks ? outlooks(asked, sight, page) : List.of(),
                TABLES.stream()
                        .map(cut -> table(cut, read, asked, page))
                        .filter(table -> !table.lines().isEmpty())
                        .toList(),
                list(asked, sight, page),
                tasks);
    }

    /** @return the tiles of all tasks that the reader may see */
    List<Tile> tiles(Sight sight) {
        BoardAddress all = BoardAddress.of(Map.of());
        return tiles(board.read(all.filter(), sight).total(), all);
    }

    private static Select select(Cut cut, Board read, BoardAddress asked, BoardNames.Of page) {
        String chosen = asked.filter().cuts().get(cut);
        List<Option> options = new ArrayList<>();
        read.by(cut).stream()
                .map(line -> new Option(
                        line.key(),
                        page.of(cut, line.key(), line.name()),
                        line.key().equals(chosen)))
                .sorted(java.util.Comparator.comparing(Option::label))
                .forEach(options::add);
        if (chosen != null && options.stream().noneMatch(Option::chosen)) {
            options.add(new Option(chosen, page.of(cut, chosen, null), true));
        }
        return new Select(cut.code(), cut.label(), options);
    }

    /** What the form of the filter does not offer itself stays as it is. */
    private static List<Hidden> hidden(BoardAddress asked) {
        return asked.parameters().entrySet().stream()
                .filter(each -> Cut.of(each.getKey()).isEmpty()
                        && !each.getKey().equals(BoardAddress.FIND)
                        && !each.getKey().equals(BoardAddress.PAGE))
                .map(each -> new Hidden(each.getKey(), each.getValue()))
                .toList();
    }

    private static List<Tile> tiles(Figures total, BoardAddress asked) {
        DeadlineState state = asked.filter().state();
        DeadlineMark mark = asked.filter().mark();
        List<Tile> tiles = new ArrayList<>();
        tiles.add(new Tile(asked.only(null, null), "открыто", total.open(), "", state == null && mark == null));
        for (DeadlineState each :
                List.of(DeadlineState.OVERDUE, DeadlineState.AT_RISK, DeadlineState.IN_TIME, DeadlineState.PAUSED)) {
            tiles.add(new Tile(asked.only(each, null), each.label(), count(total, each), tone(each), state == each));
        }
        for (DeadlineMark each : DeadlineMark.values()) {
            tiles.add(new Tile(asked.only(null, each), each.label(), count(total, each), "warn", mark == each));
        }
        return tiles;
    }

    private static long count(Figures figures, DeadlineState state) {
        return switch (state) {
            case IN_TIME -> figures.inTime();
            case AT_RISK -> figures.atRisk();
            case OVERDUE -> figures.overdue();
            case PAUSED -> figures.paused();
        };
    }

    private static long count(Figures figures, DeadlineMark mark) {
        return mark == DeadlineMark.NOT_TAKEN ? figures.notTaken() : figures.byDefault();
    }

    private static String tone(DeadlineState state) {
        return switch (state) {
            case IN_TIME -> "good";
            case AT_RISK -> "warn";
            case OVERDUE -> "bad";
            case PAUSED -> "";
        };
    }

    private List<Outlook> outlooks(BoardAddress asked, Sight sight, BoardNames.Of page) {
        return forecast.groups(asked.filter(), sight).stream()
                .map(each -> new Outlook(
                        page.group(each.group()),
                        rate(each),
                        each.overdue(),
                        each.dueThisWeek(),
                        each.forecast() == null ? null : each.forecast().today(),
                        each.forecast() == null ? null : each.forecast().week()))
                .toList();
    }

    private static String rate(GroupForecast group) {
        if (group.forecast() == null) {
            return "темпа пока нет: за " + DeadlineForecast.DAYS + " рабочих дней ничего не завершено";
        }
        BigDecimal perDay = BigDecimal.valueOf(group.done())
                .divide(BigDecimal.valueOf(DeadlineForecast.DAYS), 1, RoundingMode.HALF_UP);
        return "при нынешнем темпе " + tasks(perDay) + " в рабочий день";
    }

    private static String tasks(BigDecimal count) {
        String shown = hours(count);
        if (shown.contains(",")) {
            return shown + " задачи";
        }
        return shown + " " + Plural.of(count.longValue(), "задача", "задачи", "задач");
    }

    private static Table table(Cut cut, Board read, BoardAddress asked, BoardNames.Of page) {
        List<Board.Line> all = read.by(cut);
        List<Line> lines = all.stream()
                .limit(LINES)
                .map(line -> new Line(
                        page.of(cut, line.key(), line.name()),
                        asked.only(cut, line.key(), null, null),
                        numbers(cut, line, asked)))
                .toList();
        return new Table("by-" + cut.code(), cut.label(), lines, all.size() - lines.size());
    }

    private static List<Number> numbers(Cut cut, Board.Line line, BoardAddress asked) {
        Figures figures = line.figures();
        List<Number> numbers = new ArrayList<>();
        numbers.add(new Number("Открыто", figures.open(), asked.only(cut, line.key(), null, null), ""));
        for (DeadlineState state : List.of(DeadlineState.OVERDUE, DeadlineState.AT_RISK, DeadlineState.PAUSED)) {
            numbers.add(new Number(
                    capital(state.label()),
                    count(figures, state),
                    asked.only(cut, line.key(), state, null),
                    tone(state)));
        }
        numbers.add(new Number(
                "Не взяты вовремя",
                figures.notTaken(),
                asked.only(cut, line.key(), null, DeadlineMark.NOT_TAKEN),
                "warn"));
        return numbers;
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private Listed list(BoardAddress asked, Sight sight, BoardNames.Of page) {
        Page<OpenDeadline> found = PageSize.read(
                asked.page(),
                pageable -> deadlines.page(asked.filter(), sight, asked.order(), asked.descending(), pageable));
        int number = found.getNumber() + 1;
        long first = found.getNumber() * (long) found.getSize() + 1;
        return new Listed(
                heading(asked),
                found.getTotalElements(),
                Arrays.stream(Order.values()).map(order -> column(order, asked)).toList(),
                found.getContent().stream().map(row -> row(row, page)).toList(),
                found.hasPrevious() ? asked.atPage(number - 1) : null,
                found.hasNext() ? asked.atPage(number + 1) : null,
                found.isEmpty() ? "" : first + "–" + (first + found.getNumberOfElements() - 1));
    }

    private static String heading(BoardAddress asked) {
        String what = asked.filter().kind().label();
        if (asked.filter().state() != null) {
            return what + ": " + asked.filter().state().label();
        }
        return asked.filter().mark() == null
                ? what
                : what + ": " + asked.filter().mark().label();
    }

    private static Column column(Order order, BoardAddress asked) {
        String direction = order != asked.order() ? null : asked.descending() ? "descending" : "ascending";
        return new Column(order.label(), asked.ordered(order), direction);
    }

    private Row row(OpenDeadline row, BoardNames.Of page) {
        List<String> notes = new ArrayList<>();
        if (row.pauseReason() != null) {
            notes.add("часы стоят: " + row.pauseReason());
        }
        if (DeadlineMark.isNotTaken(row.state() == DeadlineState.PAUSED, row.taken(), row.takeBy(), clock.instant())) {
            notes.add("не взята вовремя, надо было до " + when.format(row.takeBy()));
        }
        if (row.byDefault()) {
            notes.add("срок по умолчанию");
        }
        boolean task = row.name() != null;
        return new Row(
                row.subject(),
                page.of(Cut.STEP, row.process() + "/" + (row.element() == null ? "" : row.element()), row.name()),
                row.process() == null ? "" : page.process(row.process()),
                row.deal(),
                row.client(),
                row.clientId(),
                row.premium() == null ? "" : Rubles.whole(row.premium()),
                task ? page.person(row.assignee()) : page.person(row.owner()),
                row.group() == null ? "" : page.group(row.group()),
                when.format(row.due()),
                row.lateHours() == null ? "" : "опоздание " + hours(row.lateHours()) + " раб. ч",
                row.state().label(),
                tone(row.state()),
                TOLD.get(Math.min(row.told(), TOLD.size() - 1)),
                notes);
    }

    private static String hours(BigDecimal hours) {
        BigDecimal shown = hours.setScale(1, RoundingMode.HALF_UP).stripTrailingZeros();
        return (shown.scale() < 0 ? shown.setScale(0) : shown).toPlainString().replace('.', ',');
    }
}
