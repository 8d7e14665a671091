package io.polisflow.templates;

import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.yaml.snakeyaml.Yaml;

/** The Russian words of the templates; asking for one that is not there, or leaving one unused, is told. */
final class TemplateTexts {

    private static final String FILE = "/element-templates/texts.yaml";

    private final Map<String, Map<String, String>> texts;
    private final Set<String> missing = new TreeSet<>();
    private final Set<String> used = new TreeSet<>();

    TemplateTexts() {
        InputStream file = TemplateTexts.class.getResourceAsStream(FILE);
        texts = new Yaml().load(file);
    }

    /** @return the text, or the key itself when there is none */
    String get(String kind, String key) {
        String text = find(kind, key, null);
        if (text == null) {
            missing.add(kind + "." + key);
            return key;
        }
        return text;
    }

    String find(String kind, String key, String otherwise) {
        used.add(kind + "." + key);
        return texts.get(kind).getOrDefault(key, otherwise);
    }

    /** @return the first key of that kind which has the text */
    String firstKey(String kind, String text) {
        return texts.get(kind).entrySet().stream()
                .filter(entry -> entry.getValue().equals(text))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    /** What was asked for in vain, and what nobody asked for. */
    List<String> complaints() {
        List<String> complaints = new ArrayList<>();
        missing.forEach(key -> complaints.add("texts.yaml lacks " + key));
        texts.forEach((kind, all) -> all.keySet().stream()
                .map(key -> kind + "." + key)
                .filter(key -> !used.contains(key))
                .forEach(key -> complaints.add("texts.yaml has " + key + ", which nothing asks for")));
        return complaints;
    }
}
