package io.polisflow.process.engine.expressions;

import java.io.ByteArrayInputStream;
import java.time.temporal.TemporalAccessor;
import java.time.temporal.TemporalAmount;
import java.util.Collection;
import java.util.Date;
import java.util.Map;
import java.util.UUID;
import org.camunda.spin.SpinList;
import org.camunda.spin.json.SpinJsonNode;
import org.joda.time.ReadableInstant;

/** Tells data from objects that can do something: only data may take part in an expression. */
final class PlainTypes {

    private PlainTypes() {}

    /** Whether it is data through and through. */
    static boolean isPlain(Object value) {
        if (value instanceof Collection<?> collection && !(value instanceof SpinList)) {
            return collection.stream().allMatch(PlainTypes::isPlain);
        }
        if (value instanceof Map<?, ?> map) {
            return map.entrySet().stream().allMatch(entry -> isPlain(entry.getKey()) && isPlain(entry.getValue()));
        }
        if (value instanceof Object[] array) {
            for (Object element : array) {
                if (!isPlain(element)) {
                    return false;
                }
            }
            return true;
        }
        return value == null || value.getClass().isArray() || isScalar(value);
    }

    private static boolean isScalar(Object value) {
        return value instanceof String
                || value instanceof Boolean
                || value instanceof Character
                || value instanceof UUID
                || value instanceof SpinJsonNode
                || value instanceof SpinList
                // What a file is read as.
                || value instanceof ByteArrayInputStream
                || value instanceof Date
                || value instanceof Number && isOfJava(value, "java.lang", "java.math")
                || (value instanceof TemporalAccessor || value instanceof TemporalAmount)
                        && isOfJava(value, "java.time", "java.time.chrono")
                || value instanceof ReadableInstant && isOfJava(value, "org.joda.time");
    }

    private static boolean isOfJava(Object value, String... packages) {
        for (String name : packages) {
            if (name.equals(value.getClass().getPackageName())) {
                return true;
            }
        }
        return false;
    }
}
