package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Set;
import org.springframework.stereotype.Component;

/**
 * The choices that a form lists itself must be codes that exist, and so must the names that its custom properties give.
 *
 * <p>A field says by {@code "properties": {"dictionary": "lead-source"}} that its choices are a dictionary's; a field whose key is
 * known to hold codes need not say it. {@code "template"} names the template of a letter or document.
 */
@Component
class FormCodesRule implements ModelRule {

    private static final String CODE = "unknown-code";
    private static final String DICTIONARY = "unknown-dictionary";
    private static final String TEMPLATE = "unknown-template";

    private final ModelVocabulary vocabulary;

    FormCodesRule(ModelVocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    @Override
    public void check(ModelSet set, Findings findings) {
        FormComponent.each(set, component -> {
            JsonNode properties = component.definition().path("properties");
            template(component, properties.path("template").asText(""), findings);
            String dictionary = properties.path("dictionary").asText("");
            if (dictionary.isEmpty()) {
                Codes codes =
                        Codes.byVariable(component.definition().path("key").asText(""));
                choices(component, codes == null ? Set.of() : codes.known(set, vocabulary), findings);
            } else if (vocabulary.dictionary(dictionary).isEmpty()) {
                findings.error(
                        DICTIONARY,
                        component.place(),
                        "Нет справочника «" + dictionary + "».",
                        "Исправьте код справочника в свойстве «dictionary».");
            } else {
                choices(component, vocabulary.dictionary(dictionary), findings);
            }
        });
    }

    private void template(FormComponent component, String template, Findings findings) {
        if (!template.isEmpty() && !vocabulary.templates().contains(template)) {
            findings.error(
                    TEMPLATE,
                    component.place(),
                    "Нет шаблона «" + template + "».",
                    CodeHint.remedy(template, vocabulary.templates()));
        }
    }

    private static void choices(FormComponent component, Set<String> known, Findings findings) {
        if (known.isEmpty()) {
            return;
        }
        for (JsonNode choice : component.definition().path("values")) {
            String code = choice.path("value").asText("");
            if (!known.contains(code)) {
                findings.error(
                        CODE,
                        component.place(),
                        "Вариант «" + choice.path("label").asText(code) + "»: нет записи с кодом «" + code + "».",
                        CodeHint.remedy(code, known));
            }
        }
    }
}
