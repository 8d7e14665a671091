package io.polisflow.process.models.edit;

import io.polisflow.process.models.edit.ComponentValue.Option;
import io.polisflow.process.models.edit.FormSheet.Item;
import io.polisflow.process.models.edit.FormSheet.Problem;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Tells whoever types a form what cannot be kept. */
public final class FormChecks {

    private static final int MOST_COMPONENTS = 300;
    private static final int MOST_PROBLEMS = 20;
    private static final Pattern KEY = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");
    private static final Pattern NUMBER = Pattern.compile("-?\\d{1,15}(\\.\\d{1,10})?");
    private static final Pattern LENGTH = Pattern.compile("\\d{1,6}");
    private static final Set<String> CHOICES = Set.of("radio", "select", "checklist", "taglist");

    private final List<Problem> problems = new ArrayList<>();

    private FormChecks() {}

    /** @return the first few, in the order of the form */
    public static List<Problem> problems(FormSheet sheet) {
        FormChecks checks = new FormChecks();
        List<Item> all = sheet.all();
        if (all.size() > MOST_COMPONENTS) {
            checks.problems.add(new Problem(
                    all.get(0).id(), FormProperty.LABEL, "Полей больше " + MOST_COMPONENTS + ": разделите форму"));
        }
        all.forEach(checks::check);
        checks.keys(sheet.items());
        return checks.problems.stream().limit(MOST_PROBLEMS).toList();
    }

    private void check(Item item) {
        item.values().forEach((property, value) -> {
            if (value.length() > property.longest()) {
                add(item, property, "не больше " + property.longest() + " знаков");
            } else if (value.isEmpty()) {
                missing(item, property);
            } else {
                readable(item, property, value);
            }
        });
        order(item, FormProperty.MIN, FormProperty.MAX);
        order(item, FormProperty.MIN_LENGTH, FormProperty.MAX_LENGTH);
    }

    /** What is in force may lack what a new component needs. */
    private void missing(Item item, FormProperty property) {
        if (!item.isNew()) {
            return;
        }
        switch (property) {
            case LABEL, DATE_LABEL -> {
                if (!item.holds()) {
                    add(item, property, "напишите, что спрашивается");
                }
            }
            case TEXT, CONTENT -> add(item, property, "напишите текст");
            case KEY -> add(item, property, "назовите переменную, в которую попадёт ответ");
            case VALUES -> {
                if (CHOICES.contains(item.type())) {
                    add(item, property, "впишите хотя бы один вариант");
                }
            }
            default -> {
                // The rest may be left out.
            }
        }
    }

    private void readable(Item item, FormProperty property, String value) {
        switch (property.kind()) {
            case NUMBER -> {
                if (!value.startsWith("=") && !NUMBER.matcher(value).matches()) {
                    add(item, property, "нужно число, дробь через точку: " + value);
                }
            }
            case LENGTH -> {
                if (!value.startsWith("=") && !LENGTH.matcher(value).matches()) {
                    add(item, property, "нужно целое число: " + value);
                }
            }
            case OPTIONS -> options(item, value);
            default -> {
                if (property == FormProperty.KEY
                        && item.isNew()
                        && !KEY.matcher(value).matches()) {
                    add(item, property, "латинские буквы, цифры и подчёркивание, начиная с буквы: " + value);
                }
                if (property == FormProperty.PATTERN) {
                    pattern(item, value);
                }
            }
        }
    }

    private void options(Item item, String value) {
        Set<String> codes = new HashSet<>();
        for (Option option : Option.read(value)) {
            if (option.value().isEmpty()) {
                add(item, FormProperty.VALUES, "у варианта «" + option.label() + "» нет кода перед знаком «=»");
            } else if (option.label().isEmpty()) {
                add(item, FormProperty.VALUES, "у варианта «" + option.value() + "» нет подписи после знака «=»");
            } else if (!codes.add(option.value())) {
                add(item, FormProperty.VALUES, "код «" + option.value() + "» стоит дважды");
            }
        }
    }

    private void pattern(Item item, String value) {
        try {
            Pattern.compile(value);
        } catch (PatternSyntaxException e) {
            add(item, FormProperty.PATTERN, "не читается: " + value);
        }
    }

    private void order(Item item, FormProperty least, FormProperty most) {
        String low = item.values().getOrDefault(least, "");
        String high = item.values().getOrDefault(most, "");
        if (NUMBER.matcher(low).matches()
                && NUMBER.matcher(high).matches()
                && new BigDecimal(low).compareTo(new BigDecimal(high)) > 0) {
            add(item, most, "меньше, чем «" + least.label() + "»");
        }
    }

    /** A new key must not be another's; rows of a list have keys of their own. */
    private void keys(List<Item> items) {
        List<Item> around = new ArrayList<>();
        spread(items, around);
        Set<String> taken = new HashSet<>();
        around.stream()
                .filter(item -> !item.isNew())
                .map(FormChecks::key)
                .filter(key -> !key.isEmpty())
                .forEach(taken::add);
        around.stream()
                .filter(item -> item.isNew() && !key(item).isEmpty())
                .filter(item -> !taken.add(key(item)))
                .forEach(item -> add(item, FormProperty.KEY, "«" + key(item) + "» уже есть в форме"));
    }

    private void spread(List<Item> items, List<Item> around) {
        for (Item item : items) {
            around.add(item);
            if (item.type().equals("dynamiclist")) {
                keys(item.items());
            } else {
                spread(item.items(), around);
            }
        }
    }

    private static String key(Item item) {
        return item.values().getOrDefault(FormProperty.KEY, "");
    }

    private void add(Item item, FormProperty property, String text) {
        problems.add(new Problem(
                item.id(),
                property,
                "«" + item.title() + "», " + property.label().toLowerCase() + ": " + text));
    }
}
