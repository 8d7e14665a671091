package io.polisflow.process.models.gate;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.xml.sax.SAXParseException;

/** Says in Russian what the validator of an XML schema says in English with a key in front. */
final class SchemaWords {

    private static final Pattern KEY = Pattern.compile("^(cvc-[\\w.-]+?): ");
    private static final Pattern QUOTED = Pattern.compile("'([^']*)'");
    private static final Pattern NAMESPACE = Pattern.compile("\"?(?:https?://[^\"':, ]+|WC\\[[^]]*])\"?:");

    /** Values in the order in which the message quotes them. */
    private static final Map<String, String> RUSSIAN = Map.of(
            "cvc-complex-type.2.4.a", "Элемент %1$s стоит не на своём месте, здесь может быть: %2$s",
            "cvc-complex-type.2.4.b", "В элементе %1$s чего-то не хватает, нужно: %2$s",
            "cvc-complex-type.2.4.d", "Элементу %1$s здесь не место",
            "cvc-complex-type.3.2.2", "Атрибут %1$s не бывает у элемента %2$s",
            "cvc-complex-type.4", "У элемента %2$s нет обязательного атрибута %1$s",
            "cvc-attribute.3", "Атрибут %2$s элемента %3$s не может быть «%1$s»",
            "cvc-id.1", "Ссылка на «%1$s» ведёт в никуда: элемента с таким id нет",
            "cvc-id.2", "Идентификатор «%1$s» стоит у двух элементов",
            "cvc-elt.1.a", "Элемента %1$s в этом языке нет",
            "cvc-type.3.1.3", "Значение «%1$s» элемента %2$s не годится");

    private SchemaWords() {}

    static String say(SAXParseException violation) {
        String message = String.valueOf(violation.getMessage());
        String sentence = RUSSIAN.get(key(message));
        List<String> values = values(message);
        // What has no words here is told as it is: better English than nothing.
        if (sentence == null || values.size() < placeholders(sentence)) {
            return "Нарушена схема: " + message;
        }
        return sentence.formatted(values.toArray());
    }

    /** @return the id that is referred to and not there, null when the violation is another */
    static String missing(SAXParseException violation) {
        String message = String.valueOf(violation.getMessage());
        List<String> values = values(message);
        return key(message).equals("cvc-id.1") && !values.isEmpty() ? values.get(0) : null;
    }

    /** @return whether the next violation at the same place says the same more clearly */
    static boolean onlyAboutValue(SAXParseException violation) {
        String key = key(String.valueOf(violation.getMessage()));
        return key.startsWith("cvc-datatype-valid") || key.endsWith("-valid");
    }

    private static String key(String message) {
        Matcher key = KEY.matcher(message);
        return key.find() ? key.group(1) : "";
    }

    private static List<String> values(String message) {
        List<String> values = new ArrayList<>();
        QUOTED.matcher(message)
                .results()
                .forEach(quoted -> values.add(NAMESPACE
                        .matcher(quoted.group(1))
                        .replaceAll("")
                        .replaceAll("[{}\"]", "")
                        .strip()));
        return values;
    }

    private static long placeholders(String sentence) {
        return Pattern.compile("%\\d").matcher(sentence).results().count();
    }
}
