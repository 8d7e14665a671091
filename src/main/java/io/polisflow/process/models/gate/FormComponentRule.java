package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.springframework.stereotype.Component;

/** A form must be made of what Tasklist can show, under keys that lead nowhere else. */
@Component
class FormComponentRule implements ModelRule {

    private static final String VERSION = "form-schema-version";
    private static final String PLATFORM = "form-platform";
    private static final String COMPONENT = "form-component";
    private static final String PROPERTY = "form-property";
    private static final String VALIDATION = "form-validation";
    private static final String COLLAPSING = "form-collapsing-list";
    private static final String DUPLICATE = "duplicate-form-key";
    private static final String RESERVED = "reserved-form-key";

    private final ModelVocabulary vocabulary;

    FormComponentRule(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        FormComponent.forms(set, (path, form) -> {
            root(path, form, findings);
            Check check = new Check(findings, vocabulary, new HashMap<>(), new HashMap<>());
            FormComponent.each(path, form, check::run);
        });
    }

    private static void root(String path, JsonNode form, Findings findings) {
        JsonNode version = form.path("schemaVersion");
        if (!version.isInt() || version.intValue() < 1 || version.intValue() > FormVocabulary.SCHEMA_VERSION) {
            findings.error(
                    VERSION,
                    Place.of(path),
                    version.isMissingNode()
                            ? "В форме не указана версия схемы."
                            : "Версия схемы формы неизвестна: " + version.asText() + ".",
                    "Tasklist понимает версии до " + FormVocabulary.SCHEMA_VERSION
                            + ": создайте форму для Camunda 7.24.");
        }
        String platform = form.path("executionPlatform").asText(FormVocabulary.PLATFORM);
        if (!platform.equals(FormVocabulary.PLATFORM)) {
            findings.error(
                    PLATFORM,
                    Place.of(path),
                    "Форма сделана для другой платформы: " + platform + ".",
                    "Создайте форму для Camunda 7 (Camunda Platform).");
        }
    }

    private record Check(
            Findings findings,
            ModelVocabulary vocabulary,
            Map<String, FormComponent> keys,
            Map<String, FormComponent> ids) {

        void run(FormComponent component) {
            String type = component.type();
            if (!FormVocabulary.types().contains(type)) {
                findings.error(
                        COMPONENT,
                        component.place(),
                        "Tasklist не умеет показывать компонент «" + type + "».",
                        "Замените его одним из: " + String.join(", ", FormVocabulary.types()) + ".");
                return;
            }
            properties(component, type);
            validation(component, type);
            if (type.equals("dynamiclist")
                    && !component.definition().path("disableCollapse").asBoolean(false)) {
                findings.error(
                        COLLAPSING,
                        component.place(),
                        "Список «" + component.title() + "» сворачивается и при этом теряет введённые строки.",
                        "Включите «Disable collapse».");
            }
            keys(component, type);
        }

        private void properties(FormComponent component, String type) {
            Set<String> known = FormVocabulary.properties(type);
            component.definition().fields().forEachRemaining(property -> {
                String name = property.getKey();
                if (!known.contains(name)) {
                    unknown(component, name);
                } else if (FormVocabulary.inside(name) != null) {
                    property.getValue().fieldNames().forEachRemaining(inner -> {
                        if (!FormVocabulary.inside(name).contains(inner)) {
                            unknown(component, name + "." + inner);
                        }
                    });
                }
                oneOf(component, name, property.getValue(), PROPERTY);
            });
        }

        private void unknown(FormComponent component, String property) {
            findings.error(
                    PROPERTY,
                    component.place(),
                    "Tasklist не знает свойства «" + property + "» у компонента «" + component.type() + "».",
                    "Удалите свойство; если нужна подсказка для программы, запишите её в «properties».");
        }

        private void oneOf(FormComponent component, String name, JsonNode value, String rule) {
            Set<String> words = FormVocabulary.values(name);
            if (words != null && !value.isNull() && !value.asText().isEmpty() && !words.contains(value.asText())) {
                findings.error(
                        rule,
                        component.place(),
                        "Значение «" + value.asText() + "» свойства «" + name + "» неизвестно.",
                        CodeHint.remedy(value.asText(), words));
            }
        }

        private void validation(FormComponent component, String type) {
            component.definition().path("validate").fields().forEachRemaining(rule -> {
                if (!FormVocabulary.rules(type).contains(rule.getKey())) {
                    findings.error(
                            VALIDATION,
                            component.place(),
                            "Проверка «" + rule.getKey() + "» у компонента «" + type + "» не работает.",
                            CodeHint.remedy(rule.getKey(), FormVocabulary.rules(type)));
                }
                oneOf(component, rule.getKey(), rule.getValue(), VALIDATION);
            });
            pattern(component);
        }

        private void pattern(FormComponent component) {
            JsonNode pattern = component.definition().path("validate").path("pattern");
            if (pattern.isTextual() && !pattern.textValue().startsWith("=")) {
                try {
                    Pattern.compile(pattern.textValue());
                } catch (PatternSyntaxException e) {
                    findings.error(
                            VALIDATION,
                            component.place(),
                            "Шаблон проверки не читается: " + pattern.textValue() + ".",
                            "Исправьте регулярное выражение.");
                }
            }
        }

        private void keys(FormComponent component, String type) {
            twice(ids, component, component.definition().path("id").asText(""), "Идентификатор");
            boolean named = component.definition().hasNonNull(type.equals("dynamiclist") ? "path" : "key");
            if (named && !component.path().isEmpty() && !type.equals("group")) {
                // Every list has rows of its own; fields of one list differ from those of another.
                twice(keys, component, component.list() + component.path(), "Ключ");
            }
            String variable = component.path().replaceFirst("\\..*", "");
            if (named && !component.inRow() && vocabulary.beans().containsKey(variable)) {
                findings.error(
                        RESERVED,
                        component.place(),
                        "Ключ «" + variable + "» занят: так называется компонент программы.",
                        "Дайте полю другой ключ и читайте его под новым именем.");
            }
        }

        private void twice(Map<String, FormComponent> seen, FormComponent component, String name, String what) {
            FormComponent first = name.isEmpty() ? null : seen.putIfAbsent(name, component);
            if (first != null) {
                findings.error(
                        DUPLICATE,
                        component.place(),
                        what + " «" + (what.equals("Ключ") ? component.path() : name) + "» уже занят компонентом «"
                                + first.title() + "».",
                        "Дайте каждому компоненту своё имя: форма с повтором не откроется.");
            }
        }
    }
}
