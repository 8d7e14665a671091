package io.polisflow.process.engine;

import io.polisflow.process.engine.FormSchema.Field;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Checks one submission against its form and keeps what the form asked for: trimmed, without what it hides. */
final class FormCheck {

    private final FieldRules rules;
    private final List<String> breaches = new ArrayList<>();

    FormCheck(Clock clock) {
        this.rules = new FieldRules(clock);
    }

    /**
     * @param submitted values by input key, plain Java
     * @param expressions over the submitted values and the variables
     * @return the answers by input key; a hidden field's or a missing one is not among them
     */
    Map<String, Object> answers(FormSchema form, Map<String, Object> submitted, FormExpressions expressions) {
        Map<String, Object> answers = new LinkedHashMap<>();
        check(form.fields(), new Holder(List.of(), submitted, answers, expressions, ""));
        return answers;
    }

    List<String> breaches() {
        return breaches;
    }

    /**
     * What a level of the form works on: the form itself, a group of it, or a row.
     *
     * @param prefix names the row in a breach, e.g. «Строка 2: »
     */
    private record Holder(
            List<String> base,
            Map<String, Object> values,
            Map<String, Object> answers,
            FormExpressions expressions,
            String prefix) {

        Holder at(List<String> path) {
            return new Holder(path, values, answers, expressions, prefix);
        }
    }

    private void check(List<Field> fields, Holder holder) {
        for (Field field : fields) {
            if (holder.expressions.isTrue(field.get("conditional").path("hide"))) {
                continue;
            }
            List<String> path = field.pathFrom(holder.base);
            if (FormSchema.GROUP.equals(field.type())) {
                check(field.children(), holder.at(path));
            } else if (!path.isEmpty()) {
                checkField(field, path, holder);
            }
        }
    }

    private void checkField(Field field, List<String> path, Holder holder) {
        Object value = read(holder.values, path);
        if (field.get("disabled").asBoolean(false)) {
            return;
        }
        if (FormSchema.CARRIED.equals(field.type()) || holder.expressions.isTrue(field.get("readonly"))) {
            // Only a row keeps what it carries along (its own id, say): nobody could enter it, so nothing is demanded
            // of it.
            if (!holder.prefix.isEmpty() && value != null) {
                write(holder.answers, path, value);
            }
            return;
        }
        if (FormSchema.ROWS.equals(field.type())) {
            checkRows(field, path, value, holder);
            return;
        }
        Object trimmed = value instanceof String text ? text.strip() : value;
        for (String breach : rules.breaches(field, trimmed, holder.expressions)) {
            breaches.add(holder.prefix + "«" + label(field, path, holder.expressions) + "» — " + breach);
        }
        if (trimmed != null && !"".equals(trimmed)) {
            write(holder.answers, path, trimmed);
        }
    }

    private void checkRows(Field list, List<String> path, Object value, Holder holder) {
        if (value == null) {
            return;
        }
        if (!(value instanceof List<?> rows)) {
            breaches.add(holder.prefix + "«" + label(list, path, holder.expressions) + "» — ожидается список строк");
            return;
        }
        List<Object> kept = new ArrayList<>();
        int number = 0;
        for (Object row : rows) {
            number++;
            String prefix = holder.prefix + "Строка " + number + ": ";
            if (!(row instanceof Map<?, ?> cells)) {
                breaches.add(prefix + "ожидаются поля строки");
                continue;
            }
            Map<String, Object> values = new LinkedHashMap<>();
            cells.forEach((key, cell) -> values.put(String.valueOf(key), cell));
            Map<String, Object> answers = new LinkedHashMap<>();
            FormExpressions inner = holder.expressions.within(values, holder.values, number);
            check(list.children(), new Holder(List.of(), values, answers, inner, prefix));
            kept.add(answers);
        }
        write(holder.answers, path, kept);
    }

    private static String label(Field field, List<String> path, FormExpressions expressions) {
        // A field for a date or a time has labels of its own.
        Object label = Stream.of("label", "dateLabel", "timeLabel")
                .map(name -> expressions.value(field.get(name)))
                .filter(text -> text != null && !text.toString().isBlank())
                .findFirst()
                .orElse(null);
        return label == null ? path.get(path.size() - 1) : label.toString().strip();
    }

    private static Object read(Map<String, Object> values, List<String> path) {
        Object value = values;
        for (String part : path) {
            value = value instanceof Map<?, ?> map ? map.get(part) : null;
        }
        return value;
    }

    @SuppressWarnings("unchecked")
    private static void write(Map<String, Object> answers, List<String> path, Object value) {
        Map<String, Object> level = answers;
        for (String part : path.subList(0, path.size() - 1)) {
            level = (Map<String, Object>) level.computeIfAbsent(part, name -> new LinkedHashMap<>());
        }
        level.put(path.get(path.size() - 1), value);
    }
}
