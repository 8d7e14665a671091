package io.polisflow.process.engine;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.process.engine.FormSchema.Field;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.OffsetTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What a single field demands of its value, as form-js demands it in the browser; each breach is a Russian phrase. */
final class FieldRules {

    /** The engine's column for a text variable holds no more. */
    static final int LONGEST_TEXT = 4000;

    private static final Pattern EMAIL = Pattern.compile(
            "[^<>()\\[\\]\\\\.,;:\\s@\"]+(\\.[^<>()\\[\\]\\\\.,;:\\s@\"]+)*@([\\p{L}\\d-]+\\.)+\\p{L}{2,}");
    private static final int LONGEST_EMAIL = 254;
    private static final Pattern PHONE = Pattern.compile("(\\+|00)[1-9]\\d{5,19}");

    private final Clock clock;

    FieldRules(Clock clock) {
        this.clock = clock;
    }

    /** @param value plain Java, text already stripped; null or empty when nothing was entered */
    List<String> breaches(Field field, Object value, FormExpressions expressions) {
        List<String> breaches = new ArrayList<>();
        boolean unchecked = "checkbox".equals(field.type()) && isFalse(value);
        boolean empty = value == null || "".equals(value) || value instanceof Collection<?> c && c.isEmpty();
        if (empty || unchecked) {
            if (expressions.isTrue(field.rule("required"))) {
                breaches.add(unchecked || "checkbox".equals(field.type()) ? "нужна отметка" : "обязательное поле");
            }
            return breaches;
        }
        switch (field.type()) {
            case "textfield", "textarea" -> text(field, value, expressions, breaches);
            case "number" -> number(field, value, expressions, breaches);
            case "datetime" -> dateTime(field, value, breaches);
            case "checkbox" -> {
                if (!(value instanceof Boolean) && !"true".equals(value)) {
                    breaches.add("ожидается «да» или «нет»");
                }
            }
            case "radio", "select" -> option(field, value, expressions, breaches);
            case "checklist", "taglist" -> options(field, value, expressions, breaches);
            default -> throw new IllegalStateException("No rules for a field of type " + field.type());
        }
        return breaches;
    }

    private static boolean isFalse(Object value) {
        return Boolean.FALSE.equals(value) || "false".equals(value);
    }

    private static void text(Field field, Object value, FormExpressions expressions, List<String> breaches) {
        if (value instanceof Map || value instanceof Collection) {
            breaches.add("ожидается текст");
            return;
        }
        String text = value.toString();
        BigDecimal least = limit(field, "minLength", expressions);
        BigDecimal most = limit(field, "maxLength", expressions);
        if (least != null && text.length() < least.intValue()) {
            breaches.add("не короче " + least.toPlainString() + " симв.");
        }
        if (most != null && text.length() > most.intValue()) {
            breaches.add("не длиннее " + most.toPlainString() + " симв.");
            return;
        }
        if (text.length() > LONGEST_TEXT) {
            breaches.add("не длиннее " + LONGEST_TEXT + " симв.");
            return;
        }
        Object pattern = expressions.value(field.rule("pattern"));
        if (pattern != null && !matches(pattern.toString(), text)) {
            breaches.add(field.rule("patternErrorMessage").asText("значение не подходит по формату"));
        }
        String type = field.rule("validationType").asText("");
        if ("email".equals(type)
                && (text.length() > LONGEST_EMAIL || !EMAIL.matcher(text).matches())) {
            breaches.add("укажите адрес электронной почты, например ivanov@example.ru");
        }
        if ("phone".equals(type) && !PHONE.matcher(text).matches()) {
            breaches.add("укажите телефон в международном виде, например +79161234567");
        }
    }

    /** As in the browser a pattern need not cover the whole text unless it is anchored. */
    private static boolean matches(String pattern, String text) {
        try {
            return Pattern.compile(pattern).matcher(text).find();
        } catch (PatternSyntaxException e) {
            throw new IllegalStateException("A form's pattern is broken: " + pattern, e);
        }
    }

    private static void number(Field field, Object value, FormExpressions expressions, List<String> breaches) {
        BigDecimal number = numberOrNull(value);
        if (number == null) {
            breaches.add("ожидается число");
            return;
        }
        BigDecimal least = limit(field, "min", expressions);
        BigDecimal most = limit(field, "max", expressions);
        if (least != null && number.compareTo(least) < 0) {
            breaches.add("не меньше " + least.toPlainString());
        }
        if (most != null && number.compareTo(most) > 0) {
            breaches.add("не больше " + most.toPlainString());
        }
        JsonNode digits = field.get("decimalDigits");
        if (digits.isInt() && number.stripTrailingZeros().scale() > digits.intValue()) {
            breaches.add(
                    digits.intValue() == 0
                            ? "ожидается целое число"
                            : "знаков после запятой не больше " + digits.intValue());
        }
    }

    private static BigDecimal limit(Field field, String name, FormExpressions expressions) {
        return numberOrNull(expressions.value(field.rule(name)));
    }

    private static BigDecimal numberOrNull(Object value) {
        try {
            if (value instanceof Number number) {
                return PlainValues.decimal(number);
            }
            return value instanceof String text && !text.isBlank() ? PlainValues.decimal(text) : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private void dateTime(Field field, Object value, List<String> breaches) {
        String subtype = field.get("subtype").asText("date");
        try {
            LocalDate day =
                    switch (subtype) {
                        case "time" -> time(field, value.toString());
                        case "datetime" -> moment(field, value.toString());
                        default -> LocalDate.parse(value.toString());
                    };
            if (day != null
                    && field.get("disallowPassedDates").asBoolean(false)
                    && day.isBefore(LocalDate.now(clock))) {
                breaches.add("дата не может быть в прошлом");
            }
        } catch (DateTimeException e) {
            breaches.add(
                    switch (subtype) {
                        case "time" -> "ожидается время";
                        case "datetime" -> "ожидаются дата и время";
                        default -> "ожидается дата";
                    });
        }
    }

    private static LocalDate time(Field field, String text) {
        if (withoutZone(field)) {
            LocalTime.parse(text);
        } else {
            OffsetTime.parse(text);
        }
        return null;
    }

    private LocalDate moment(Field field, String text) {
        if (withoutZone(field)) {
            return LocalDateTime.parse(text).toLocalDate();
        }
        return OffsetDateTime.parse(text).atZoneSameInstant(clock.getZone()).toLocalDate();
    }

    private static boolean withoutZone(Field field) {
        return "no_timezone".equals(field.get("timeSerializingFormat").asText());
    }

    private static void option(Field field, Object value, FormExpressions expressions, List<String> breaches) {
        if (!allowed(field, expressions).contains(PlainValues.canonical(value))) {
            breaches.add("выберите значение из списка");
        }
    }

    private static void options(Field field, Object value, FormExpressions expressions, List<String> breaches) {
        if (!(value instanceof Collection<?> chosen)) {
            breaches.add("ожидается список значений");
            return;
        }
        Set<String> allowed = allowed(field, expressions);
        if (!chosen.stream().map(PlainValues::canonical).allMatch(allowed::contains)) {
            breaches.add("выберите значения из списка");
        }
    }

    /** The choices as the browser gets them: listed in the form, from a variable, or from an expression. */
    private static Set<String> allowed(Field field, FormExpressions expressions) {
        Object source;
        if (field.get("valuesKey").isTextual()) {
            source = expressions.variable(field.get("valuesKey").asText());
        } else if (field.get("valuesExpression").isTextual()) {
            source = expressions.value(field.get("valuesExpression"));
        } else {
            source = PlainValues.of(field.get("values"));
        }
        Set<String> allowed = new HashSet<>();
        if (source instanceof Collection<?> choices) {
            for (Object choice : choices) {
                allowed.add(PlainValues.canonical(
                        choice instanceof Map<?, ?> labelled && labelled.containsKey("value")
                                ? labelled.get("value")
                                : choice));
            }
        }
        return allowed;
    }
}
