package io.polisflow.process.models.scenario;

import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.proposal.Catalogue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** What the words of the stories mean: people, data, choices and samples; the file {@code words.yaml} lists them. */
@Component
class Words {

    private static final String DICTIONARY = "dictionary ";
    private static final String CATALOGUE = "catalogue";

    private final Dictionaries dictionaries;
    private final Catalogue catalogue;
    private final Map<String, Object> roles;
    private final Map<String, Object> data;
    private final Map<String, Object> defaults;
    private final Map<String, Object> choices;
    private final Map<String, Object> samples;

    Words(Dictionaries dictionaries, Catalogue catalogue) {
        this.dictionaries = dictionaries;
        this.catalogue = catalogue;
        Map<String, Object> words = ProductYaml.read("words.yaml");
        this.roles = ProductYaml.map(words.get("roles"));
        this.data = ProductYaml.map(words.get("data"));
        this.defaults = ProductYaml.map(words.get("defaults"));
        this.choices = ProductYaml.map(words.get("choices"));
        this.samples = ProductYaml.map(words.get("samples"));
    }

    /** Somebody who works with tasks. */
    record Role(String word, String user, List<String> groups) {}

    /** One choice of a form's field. */
    record Choice(String label, Object value) {}

    /** @throws StepFailure when nobody is called so */
    @SuppressWarnings("unchecked")
    Role role(String word) {
        if (!roles.containsKey(word)) {
            throw new StepFailure("роль «" + word + "»", "такой роли нет: " + Nearest.hint(word, roles.keySet()));
        }
        Map<String, Object> role = ProductYaml.map(roles.get(word));
        return new Role(word, (String) role.get("user"), (List<String>) role.get("groups"));
    }

    /** @return the variables that the words stand for, with their values */
    Map<String, Object> variables(Map<String, Object> said) {
        Map<String, Object> variables = new LinkedHashMap<>();
        said.forEach((word, value) -> variables.put(
                String.valueOf(data.getOrDefault(word, word)),
                "да".equals(value) ? Boolean.TRUE : "нет".equals(value) ? Boolean.FALSE : value));
        return variables;
    }

    Map<String, Object> defaults() {
        return defaults;
    }

    Optional<Object> sample(String field) {
        return Optional.ofNullable(samples.get(field));
    }

    /** @return the choices that the CRM gives to forms under that name, empty when stories know none */
    List<Choice> choices(String name) {
        Object source = choices.get(name);
        if (source instanceof String text) {
            return text.equals(CATALOGUE)
                    ? catalogue.offered().stream()
                            .map(product -> new Choice(product.name(), product.code()))
                            .toList()
                    : dictionaries.offered(Dictionary.valueOf(text.substring(DICTIONARY.length()))).stream()
                            .map(entry -> new Choice(entry.label(), entry.code()))
                            .toList();
        }
        List<Choice> listed = new ArrayList<>();
        ProductYaml.map(source).forEach((label, value) -> listed.add(new Choice(label, value)));
        return listed;
    }
}
