package io.polisflow.web.sla;

import io.polisflow.process.sla.board.TrendDay;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;

/**
 * The last 90 days as two drawings of one width: lines of what was open and overdue, bars of what was done in time and late.
 *
 * @param open points of a line, as SVG has them
 * @param summary what the drawings say, for whoever does not see them
 * @param mostOpen what the upper edge of the lines stands for; {@code mostDone} that of the bars
 */
record TrendChart(
        String open,
        String overdue,
        List<Bar> bars,
        List<Tick> ticks,
        String summary,
        long mostOpen,
        long mostDone,
        List<Day> days) {

    static final int WIDTH = 900;
    static final int HEIGHT = 120;

    private static final int TICK_DAYS = 15;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter SHORT = DateTimeFormatter.ofPattern("dd.MM");

    /** @param late the lower part of the bar */
    record Bar(String x, String width, String inTimeTop, String inTime, String lateTop, String late) {}

    record Tick(String x, String label) {}

    record Day(String day, long open, long overdue, long inTime, long late) {}

    public boolean isEmpty() {
        return mostOpen == 0 && mostDone == 0;
    }

    static TrendChart of(List<TrendDay> days) {
        long mostOpen = most(days, TrendDay::open);
        long mostDone = most(days, day -> day.inTime() + day.late());
        double step = WIDTH / (double) days.size();
        List<Bar> bars = new ArrayList<>();
        List<Tick> ticks = new ArrayList<>();
        for (int i = 0; i < days.size(); i++) {
            TrendDay day = days.get(i);
            double late = height(day.late(), mostDone);
            double inTime = height(day.inTime(), mostDone);
            if (late + inTime > 0) {
                bars.add(new Bar(
                        number(i * step + 1),
                        number(step - 2),
                        number(HEIGHT - late - inTime),
                        number(inTime),
                        number(HEIGHT - late),
                        number(late)));
            }
            if ((days.size() - 1 - i) % TICK_DAYS == 0) {
                ticks.add(new Tick(number((i + 0.5) * step), SHORT.format(day.day())));
            }
        }
        TrendDay first = days.get(0);
        TrendDay last = days.get(days.size() - 1);
        String summary =
                "За %d дней: открыто было %d, стало %d; просрочено было %d, стало %d; выполнено в срок %d, с опозданием %d"
                        .formatted(
                                days.size(),
                                first.open(),
                                last.open(),
                                first.overdue(),
                                last.overdue(),
                                days.stream().mapToLong(TrendDay::inTime).sum(),
                                days.stream().mapToLong(TrendDay::late).sum());
        List<Day> newestFirst = new ArrayList<>();
        days.forEach(day -> newestFirst.add(
                0, new Day(DAY.format(day.day()), day.open(), day.overdue(), day.inTime(), day.late())));
        return new TrendChart(
                line(days, TrendDay::open, mostOpen),
                line(days, TrendDay::overdue, mostOpen),
                bars,
                ticks,
                summary,
                mostOpen,
                mostDone,
                newestFirst);
    }

    private static long most(List<TrendDay> days, ToLongFunction<TrendDay> value) {
        return days.stream().mapToLong(value).max().orElse(0);
    }

    private static double height(long value, long most) {
        return most == 0 ? 0 : HEIGHT * (double) value / most;
    }

    private static String line(List<TrendDay> days, ToLongFunction<TrendDay> value, long most) {
        double step = WIDTH / (double) days.size();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < days.size(); i++) {
            points.append(number((i + 0.5) * step))
                    .append(',')
                    .append(number(HEIGHT - height(value.applyAsLong(days.get(i)), most)))
                    .append(' ');
        }
        return points.toString().strip();
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }
}
