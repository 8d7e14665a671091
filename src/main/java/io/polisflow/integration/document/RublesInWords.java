package io.polisflow.integration.document;

import com.ibm.icu.text.PluralRules;
import com.ibm.icu.text.RuleBasedNumberFormat;
import com.ibm.icu.util.ULocale;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;

/** Writes a sum out in Russian words, because a payable amount in figures alone is easily altered. */
final class RublesInWords {

    private static final ULocale RUSSIAN = ULocale.forLanguageTag("ru");
    /** ICU spells Russian numbers below 10^18 and falls back to figures above. */
    private static final BigInteger LIMIT = BigInteger.TEN.pow(18);

    private static final String MASCULINE = "%spellout-cardinal-masculine";
    private static final PluralRules PLURALS = PluralRules.forLocale(RUSSIAN);
    private static final Map<String, String> RUBLES = Map.of("one", "рубль", "few", "рубля", "many", "рублей");
    private static final Map<String, String> KOPECKS = Map.of("one", "копейка", "few", "копейки", "many", "копеек");
    private static final RuleBasedNumberFormat SPELLING =
            new RuleBasedNumberFormat(RUSSIAN, RuleBasedNumberFormat.SPELLOUT);

    private RublesInWords() {}

    /**
     * @param rubles rounded to kopecks HALF_UP
     * @return e.g. «Одна тысяча двести рублей 05 копеек»
     * @throws IllegalArgumentException when the sum is negative or not below 10^18 rubles
     */
    static String of(BigDecimal rubles) {
        BigInteger kopecks = rubles.setScale(2, RoundingMode.HALF_UP).unscaledValue();
        BigInteger[] parts = kopecks.divideAndRemainder(BigInteger.valueOf(100));
        if (rubles.signum() < 0 || parts[0].compareTo(LIMIT) >= 0) {
            throw new IllegalArgumentException("Cannot be written in words: " + rubles);
        }
        long whole = parts[0].longValueExact();
        int rest = parts[1].intValueExact();
        String words = spell(whole);
        return words.substring(0, 1).toUpperCase(Locale.ROOT)
                + words.substring(1)
                + " "
                + RUBLES.get(category(whole))
                + String.format(Locale.ROOT, " %02d ", rest)
                + KOPECKS.get(category(rest));
    }

    private static String category(long number) {
        // The category depends on the last two digits only, which a double holds exactly.
        return PLURALS.select(number % 100);
    }

    private static String spell(long number) {
        // A number format keeps state while it works, so it is not for two threads at once.
        synchronized (SPELLING) {
            return SPELLING.format(number, MASCULINE).replace("\u00ad", "");
        }
    }
}
