package io.polisflow.process.models.scenario;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.calendar.WorkingCalendar;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAccessor;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.dmn.feel.impl.FeelEngine;
import org.camunda.bpm.dmn.feel.impl.scala.ScalaFeelEngineFactory;
import org.camunda.bpm.engine.variable.Variables;
import org.camunda.bpm.engine.variable.context.VariableContext;
import org.camunda.bpm.engine.variable.value.TypedValue;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.SpinValues;

/** Works out the values that the vocabulary's files describe, and brings values into the form that the engine stores. */
final class StoryValues {

    private static final FeelEngine FEEL = new ScalaFeelEngineFactory().createInstance();
    private static final ObjectMapper JSON = new ObjectMapper();

    private final WorkingCalendar calendar;
    private final StoryClock clock;

    StoryValues(WorkingCalendar calendar, StoryClock clock) {
        this.calendar = calendar;
        this.clock = clock;
    }

    /** What an effect can ask while its value is worked out. */
    interface Known {

        Set<String> names();

        Object get(String name);

        String newDeal();

        Object decide(String decision);
    }

    /** Whether the described value is to be worked out at all. */
    boolean applies(Object described, Known known) {
        return !(described instanceof Map<?, ?> map)
                || !map.containsKey("when")
                || Boolean.TRUE.equals(of(map.get("when"), known));
    }

    /** @param described a constant, «=…» in FEEL, or one of the forms that the head of {@code effects.yaml} lists */
    Object of(Object described, Known known) {
        if (described instanceof String text && text.startsWith("=")) {
            return plain(FEEL.<Object>evaluateSimpleExpression(text.substring(1), new Scope(known)));
        }
        if (!(described instanceof Map<?, ?> map)) {
            return described;
        }
        if (map.containsKey("new")) {
            return known.newDeal();
        }
        if (map.containsKey("decision")) {
            return known.decide(String.valueOf(map.get("decision")));
        }
        if (map.containsKey("after working days")) {
            int days = ((Number) map.get("after working days")).intValue();
            return Date.from(calendar.opening(calendar.plusWorkingDays(clock.today(), days)));
        }
        LocalDate before = day(of(map.get("opening before"), known));
        if (before != null) {
            return Date.from(calendar.opening(calendar.workingDayOnOrBefore(before)));
        }
        LocalDate day = day(of(map.get("opening"), known));
        return day == null ? null : Date.from(calendar.opening(calendar.workingDayOnOrAfter(day)));
    }

    private static LocalDate day(Object value) {
        if (value instanceof String text) {
            return LocalDate.parse(text.substring(0, 10));
        }
        return value instanceof TemporalAccessor moment ? LocalDate.from(moment) : null;
    }

    /** Text, numbers, booleans, lists and maps of them, days and moments. */
    static Object plain(Object value) {
        if (value instanceof SpinJsonNode spin) {
            return JSON.convertValue((JsonNode) spin.unwrap(), Object.class);
        }
        if (value instanceof BigDecimal number) {
            return plain(number);
        }
        if (value instanceof Long number && number == number.intValue()) {
            return number.intValue();
        }
        if (value instanceof Double number && number == Math.rint(number) && Math.abs(number) < Integer.MAX_VALUE) {
            return number.intValue();
        }
        if (value instanceof Date moment) {
            return moment.toInstant();
        }
        if (value instanceof Collection<?> list) {
            return list.stream().map(StoryValues::plain).toList();
        }
        return value;
    }

    private static Object plain(BigDecimal number) {
        return number.stripTrailingZeros().scale() <= 0
                        && number.abs().compareTo(BigDecimal.valueOf(Integer.MAX_VALUE)) < 0
                ? (Object) number.intValueExact()
                : number.doubleValue();
    }

    /** What the engine takes for a variable. */
    static Object stored(Object value) {
        if (value instanceof Map || value instanceof Collection) {
            return SpinValues.jsonValue(JSON.valueToTree(value).toString()).create();
        }
        if (value instanceof LocalDate day) {
            return day.toString();
        }
        if (value instanceof LocalDateTime || value instanceof ZonedDateTime) {
            return value.toString();
        }
        return value instanceof Instant moment ? Date.from(moment) : value;
    }

    private record Scope(Known known) implements VariableContext {

        @Override
        public TypedValue resolve(String name) {
            Object value = known.get(name);
            return Variables.untypedValue(value instanceof Instant moment ? Date.from(moment) : value);
        }

        @Override
        public boolean containsVariable(String name) {
            return known.names().contains(name);
        }

        @Override
        public Set<String> keySet() {
            return known.names();
        }
    }
}
