package io.polisflow.web.worktime;

import com.ibm.icu.text.PluralRules;
import java.util.Locale;

/** Puts a noun into the number that a Russian numeral asks for. */
final class Counted {

    private static final PluralRules RULES = PluralRules.forLocale(Locale.forLanguageTag("ru"));

    private Counted() {}

    /** @return e.g. «1 срок», «2 срока», «5 сроков» */
    static String of(int number, String one, String few, String many) {
        return number + " " + word(number, one, few, many);
    }

    static String word(int number, String one, String few, String many) {
        return switch (RULES.select(number)) {
            case "one" -> one;
            case "few" -> few;
            default -> many;
        };
    }
}
