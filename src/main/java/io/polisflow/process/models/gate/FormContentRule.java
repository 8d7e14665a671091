package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Attribute;
import org.jsoup.nodes.Element;
import org.jsoup.parser.Parser;
import org.springframework.stereotype.Component;

/** Nothing in a form may run in the browser of whoever opens it, whether form-js would clean it away or not. */
@Component
class FormContentRule implements ModelRule {

    private static final String ACTIVE = "active-content";

    private static final Set<String> ACTIVE_TAGS = Set.of(
            "script", "iframe", "frame", "object", "embed", "applet", "base", "link", "meta", "form", "svg", "math");
    private static final Pattern BRACES = Pattern.compile("\\{\\{.*?}}", Pattern.DOTALL);
    /** Browsers pass over blanks and control characters in a scheme. */
    private static final Pattern PASSED_OVER = Pattern.compile("[\\s\\p{Cntrl}]+");

    private static final Pattern SCHEME = Pattern.compile("(javascript|vbscript|livescript):|data:text/html");
    private static final Pattern HANDLER = Pattern.compile("on[a-z]+");

    @Override
    public void check(ModelSet set, Findings findings) {
        FormComponent.each(set, component -> {
            List<String> found = new ArrayList<>();
            component.definition().fields().forEachRemaining(property -> {
                // What a holder holds is looked at by itself.
                if (!property.getKey().equals("components")) {
                    texts(property.getValue(), found);
                }
            });
            if (component.type().equals("iframe")
                    && component
                            .definition()
                            .path("security")
                            .path("allowScripts")
                            .asBoolean(false)) {
                found.add("чужая страница со скриптами");
            }
            found.stream()
                    .distinct()
                    .forEach(what -> findings.error(
                            ACTIVE,
                            component.place(),
                            "В форме запрещено то, что выполняется в браузере: " + what + ".",
                            "Уберите это: форма показывает данные и не выполняет код."));
        });
    }

    private static void texts(JsonNode node, List<String> found) {
        if (node.isTextual()) {
            text(node.textValue(), found);
        }
        node.forEach(child -> texts(child, found));
    }

    private static void text(String text, List<String> found) {
        String plain = BRACES.matcher(text).replaceAll("");
        String scheme = PASSED_OVER
                .matcher(Parser.unescapeEntities(plain, false))
                .replaceAll("")
                .toLowerCase(Locale.ROOT);
        SCHEME.matcher(scheme).results().forEach(match -> found.add("адрес «" + match.group() + "»"));
        if (plain.indexOf('<') < 0) {
            return;
        }
        for (Element element : Jsoup.parseBodyFragment(plain).getAllElements()) {
            if (ACTIVE_TAGS.contains(element.normalName())) {
                found.add("тег <" + element.normalName() + ">");
            }
            for (Attribute attribute : element.attributes()) {
                String name = attribute.getKey().toLowerCase(Locale.ROOT);
                if (HANDLER.matcher(name).matches() || name.equals("srcdoc")) {
                    found.add("атрибут " + name);
                }
            }
        }
    }
}
