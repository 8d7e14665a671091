package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Expressions of a form, also those between braces in its texts, must be FEEL that parses. */
@Component
class FormFeelRule implements ModelRule {

    private static final String UNREADABLE = "unreadable-feel";

    private static final List<String> EXPRESSIONS =
            List.of("/conditional/hide", "/expression", "/valuesExpression", "/dataSource", "/columnsExpression");
    /** A plain value, or an expression when it begins with «=». */
    private static final List<String> VALUES = List.of(
            "/readonly",
            "/disabled",
            "/validate/required",
            "/validate/min",
            "/validate/max",
            "/validate/minLength",
            "/validate/maxLength",
            "/url",
            "/source");
    /** Words with parts in double braces, or an expression when they begin with «=». */
    private static final List<String> TEXTS = List.of(
            "/label",
            "/description",
            "/dateLabel",
            "/timeLabel",
            "/appearance/prefixAdorner",
            "/appearance/suffixAdorner",
            "/alt",
            "/text",
            "/content");

    private static final Pattern BRACES = Pattern.compile("\\{\\{(.*?)}}", Pattern.DOTALL);
    private static final Pattern KEYWORD_AS_NAME =
            Pattern.compile("\\.(if|then|else|for|return|some|every|in|between|and|or|function|true|false|null)\\b");
    private static final Pattern OPENING = Pattern.compile("#(if|loop)\\s+(.*)", Pattern.DOTALL);

    @Override
    public void check(ModelSet set, Findings findings) {
        FormComponent.each(set, component -> new Check(component, findings).run());
    }

    private record Check(FormComponent component, Findings findings) {

        void run() {
            EXPRESSIONS.forEach(property -> {
                JsonNode value = component.definition().at(property);
                if (value.isTextual() && !value.textValue().isBlank()) {
                    expression(property, value.textValue().replaceFirst("^=", ""));
                }
            });
            VALUES.forEach(property -> {
                JsonNode value = component.definition().at(property);
                if (value.isTextual() && value.textValue().startsWith("=")) {
                    expression(property, value.textValue().substring(1));
                }
            });
            TEXTS.forEach(property -> {
                String text = component.definition().at(property).asText("");
                if (text.startsWith("=")) {
                    expression(property, text.substring(1));
                } else {
                    braces(property, text);
                }
            });
        }

        private void expression(String property, String text) {
            if (!Feel.expression(text.strip()).parses()) {
                findings.error(
                        UNREADABLE,
                        component.place(),
                        "Выражение в свойстве «" + name(property) + "» не читается: " + text.strip() + ".",
                        "Исправьте запись по правилам FEEL: текст в двойных кавычках, равенство одним знаком «=».");
            }
        }

        private void braces(String property, String text) {
            Deque<String> open = new ArrayDeque<>();
            Matcher matcher = BRACES.matcher(text);
            while (matcher.find()) {
                String content = matcher.group(1).strip();
                Matcher opening = OPENING.matcher(content);
                if (opening.matches()) {
                    open.push(opening.group(1));
                    expression(property, inBrowser(opening.group(2)));
                } else if (content.startsWith("/")) {
                    if (open.isEmpty()
                            || !open.pop().equals(content.substring(1).strip())) {
                        unbalanced(property, "{{" + content + "}}");
                        return;
                    }
                } else if (content.startsWith("#")) {
                    unbalanced(property, "{{" + content + "}}");
                } else {
                    expression(property, inBrowser(content));
                }
            }
            if (!open.isEmpty()) {
                unbalanced(property, "{{#" + open.pop() + " …}}");
            }
        }

        /** Texts are filled in by the browser's FEEL alone, which takes a keyword behind a dot for the name that it is. */
        private static String inBrowser(String text) {
            return KEYWORD_AS_NAME.matcher(text).replaceAll(".`$1`");
        }

        private void unbalanced(String property, String tag) {
            findings.error(
                    UNREADABLE,
                    component.place(),
                    "В свойстве «" + name(property) + "» у " + tag + " нет пары.",
                    "Каждое {{#if …}} закройте {{/if}}, каждое {{#loop …}} — {{/loop}}.");
        }

        private static String name(String property) {
            return property.substring(1).replace('/', '.');
        }
    }
}
