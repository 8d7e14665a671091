package io.polisflow.process.engine.expressions;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Month;
import java.time.ZoneId;
import java.time.chrono.ChronoLocalDate;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.joda.time.ReadableInstant;

/**
 * The allow-list of what expressions may read and call on values: what is not in it is refused, at deployment and at run time.
 *
 * <p>Everything here answers and changes nothing; nothing here leads to a class, a loader, a stream or the engine.
 */
final class AllowedMembers {

    /** The engine's functions without a prefix; those that other libraries register are not among them. */
    static final Map<String, Class<?>> FUNCTIONS = Map.of(
            "now", Date.class,
            "dateTime", ReadableInstant.class,
            "currentUser", String.class,
            "currentUserGroups", List.class);

    /** The engine's own names for where an expression stands. */
    static final Map<String, Class<?>> STANDING =
            Map.of("execution", DelegateExecution.class, "task", DelegateTask.class);

    /** Names that the engine answers as well and that lead into it. */
    static final Set<String> INWARD = Set.of("caseExecution", "externalTask", "variableContext");

    private static final Set<String> TIMES = Set.of(
            "getYear",
            "getMonth",
            "getMonthValue",
            "getMonthOfYear",
            "getDayOfMonth",
            "getDayOfWeek",
            "getDayOfYear",
            "getHour",
            "getHourOfDay",
            "getMinute",
            "getMinuteOfHour",
            "getSecond",
            "getValue",
            "getMillis",
            "getTime",
            "getSeconds",
            "getDays",
            "isBefore",
            "isAfter",
            "isEqual",
            "isBeforeNow",
            "isAfterNow",
            "isLeapYear",
            "before",
            "after",
            "plus",
            "plusSeconds",
            "plusMinutes",
            "plusHours",
            "plusDays",
            "plusWeeks",
            "plusMonths",
            "plusYears",
            "minus",
            "minusSeconds",
            "minusMinutes",
            "minusHours",
            "minusDays",
            "minusWeeks",
            "minusMonths",
            "minusYears",
            "withYear",
            "withMonth",
            "withMonthOfYear",
            "withDayOfMonth",
            "withDayOfWeek",
            "withHour",
            "withHourOfDay",
            "withMinute",
            "withMinuteOfHour",
            "withSecond",
            "withTimeAtStartOfDay",
            "atStartOfDay",
            "toLocalDate",
            "toLocalTime",
            "toLocalDateTime",
            "toInstant",
            "toDate",
            "toEpochMilli",
            "toDays",
            "toHours",
            "toMinutes",
            "compareTo",
            "equals",
            "toString");

    private static final Map<Class<?>, Set<String>> METHODS = new LinkedHashMap<>();

    static {
        METHODS.put(
                String.class,
                Set.of(
                        "length",
                        "isEmpty",
                        "isBlank",
                        "charAt",
                        "contains",
                        "startsWith",
                        "endsWith",
                        "equals",
                        "equalsIgnoreCase",
                        "compareTo",
                        "indexOf",
                        "lastIndexOf",
                        "substring",
                        "concat",
                        "replace",
                        "strip",
                        "trim",
                        "toLowerCase",
                        "toUpperCase",
                        "toString"));
        METHODS.put(Boolean.class, Set.of("booleanValue", "equals", "toString"));
        METHODS.put(
                Number.class,
                Set.of(
                        "intValue",
                        "longValue",
                        "doubleValue",
                        "signum",
                        "abs",
                        "negate",
                        "add",
                        "subtract",
                        "multiply",
                        "min",
                        "max",
                        "compareTo",
                        "equals",
                        "toPlainString",
                        "toString"));
        METHODS.put(
                Collection.class, Set.of("size", "isEmpty", "contains", "containsAll", "get", "indexOf", "toString"));
        METHODS.put(
                Map.class,
                Set.of(
                        "size",
                        "isEmpty",
                        "get",
                        "getOrDefault",
                        "containsKey",
                        "containsValue",
                        "keySet",
                        "values",
                        "toString"));
        List.of(
                        Date.class,
                        TemporalAccessor.class,
                        ChronoLocalDate.class,
                        TemporalAmount.class,
                        Duration.class,
                        ZoneId.class,
                        DayOfWeek.class,
                        Month.class,
                        ReadableInstant.class)
                .forEach(type -> METHODS.put(type, TIMES));
        METHODS.put(
                DelegateExecution.class,
                Set.of(
                        "getId",
                        "getBusinessKey",
                        "getProcessBusinessKey",
                        "getProcessInstanceId",
                        "getProcessDefinitionId",
                        "getCurrentActivityId",
                        "getCurrentActivityName",
                        "getActivityInstanceId",
                        "getEventName",
                        "getVariable",
                        "getVariableLocal",
                        "hasVariable",
                        "hasVariableLocal"));
        METHODS.put(
                DelegateTask.class,
                Set.of(
                        "getId",
                        "getName",
                        "getDescription",
                        "getPriority",
                        "getAssignee",
                        "getOwner",
                        "getCreateTime",
                        "getDueDate",
                        "getFollowUpDate",
                        "getTaskDefinitionKey",
                        "getProcessInstanceId",
                        "getProcessDefinitionId",
                        "getEventName",
                        "getVariable",
                        "getVariableLocal",
                        "hasVariable",
                        "hasVariableLocal"));
    }

    private AllowedMembers() {}

    static boolean method(Class<?> type, String name) {
        return METHODS.entrySet().stream()
                .anyMatch(allowed -> allowed.getKey().isAssignableFrom(type)
                        && allowed.getValue().contains(name));
    }

    /** Whether it may be called on a value of which only the run time will know what it is. */
    static boolean methodOfSomeValue(String name) {
        return METHODS.entrySet().stream()
                .filter(allowed -> !STANDING.containsValue(allowed.getKey()))
                .anyMatch(allowed -> allowed.getValue().contains(name));
    }

    /** Whether it may be read as a property, which means calling its getter. */
    static boolean property(Class<?> type, String name) {
        if (name.isEmpty()) {
            return false;
        }
        String capital = name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
        return method(type, "get" + capital) || method(type, "is" + capital);
    }
}
