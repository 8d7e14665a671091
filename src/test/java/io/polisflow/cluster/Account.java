package io.polisflow.cluster;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What two books say of the same things, line by line, with whatever one of them has and the other has not. */
final class Account {

    private static final int MOST_NAMED = 5;

    private final List<Line> lines = new ArrayList<>();

    private record Line(String what, String one, String other, String difference) {}

    /** Both hold the same things, each as often. */
    void same(String what, Collection<String> one, Collection<String> other) {
        Map<String, Long> difference = new TreeMap<>(counted(one));
        counted(other).forEach((thing, times) -> difference.merge(thing, -times, Long::sum));
        difference.values().removeIf(times -> times == 0);
        lines.add(new Line(what, one.size() + "", other.size() + "", text(difference)));
    }

    void equal(String what, long one, long other) {
        lines.add(new Line(what, one + "", other + "", one == other ? "" : "differ"));
    }

    /** @param found what should not be there */
    void none(String what, Collection<String> found) {
        same(what, List.of(), found);
    }

    /** A figure that nothing is held against. */
    void note(String what, long figure) {
        lines.add(new Line(what, "", figure + "", ""));
    }

    /** @return one line for each line that does not hold */
    List<String> differences() {
        return lines.stream()
                .filter(line -> !line.difference().isEmpty())
                .map(line -> line.what() + ": " + line.one() + " / " + line.other() + ", " + line.difference())
                .toList();
    }

    /** @return a table in Markdown */
    String table() {
        return lines.stream()
                .map(line -> "| %s | %s | %s | %s |%n"
                        .formatted(
                                line.what(),
                                line.one(),
                                line.other(),
                                line.difference().isEmpty() ? "–" : line.difference()))
                .collect(Collectors.joining(
                        "", "| books | one | the other | difference |%n| --- | --- | --- | --- |%n".formatted(), ""));
    }

    private static Map<String, Long> counted(Collection<String> things) {
        return things.stream().collect(Collectors.groupingBy(Function.identity(), Collectors.counting()));
    }

    private static String text(Map<String, Long> difference) {
        String named = difference.entrySet().stream()
                .limit(MOST_NAMED)
                .map(entry -> "%+d %s".formatted(entry.getValue(), entry.getKey()))
                .collect(Collectors.joining(", "));
        return difference.size() > MOST_NAMED ? named + " and " + (difference.size() - MOST_NAMED) + " more" : named;
    }
}
