package io.polisflow.process.models.gate;

import java.util.Arrays;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.impl.calendar.CycleBusinessCalendar;
import org.camunda.bpm.engine.impl.calendar.DateTimeUtil;
import org.camunda.bpm.engine.impl.calendar.DurationHelper;

/** Says whether the engine will understand a text as a time; an expression is understood when it is evaluated. */
final class IsoTimes {

    private static final Pattern RETRY = Pattern.compile("(R[1-9]\\d*/)?P.+");

    private IsoTimes() {}

    static boolean isDate(String text) {
        return Juel.isExpression(text) || text.startsWith("P")
                ? isDuration(text)
                : parses(() -> DateTimeUtil.parseDate(text));
    }

    static boolean isDuration(String text) {
        return Juel.isExpression(text) || text.startsWith("P") && parses(() -> new DurationHelper(text));
    }

    /** ISO 8601 with a repetition, or what the engine takes beside it: a cron expression. */
    static boolean isCycle(String text) {
        return Juel.isExpression(text) || parses(() -> new CycleBusinessCalendar().resolveDuedate(text));
    }

    /** Pauses by comma, or one pause with how often. */
    static boolean isRetryCycle(String text) {
        return Juel.isExpression(text)
                || !text.endsWith(",")
                        && Arrays.stream(text.split(",")).map(String::strip).allMatch(IsoTimes::isPause)
                        && (!text.contains(",") || !text.contains("R"));
    }

    private static boolean isPause(String text) {
        return RETRY.matcher(text).matches() && parses(() -> new DurationHelper(text));
    }

    private static boolean parses(Parsing parsing) {
        try {
            parsing.run();
            return true;
        } catch (Exception e) {
            // The engine's helpers throw all sorts; each means that the text is no time.
            return false;
        }
    }

    @FunctionalInterface
    private interface Parsing {
        void run() throws Exception;
    }
}
