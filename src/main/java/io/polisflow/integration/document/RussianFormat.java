package io.polisflow.integration.document;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Writes figures and dates as Russian business papers do, whatever the locale data of the running JDK. */
final class RussianFormat {

    static final char NO_BREAK_SPACE = '\u00a0';

    private static final DateTimeFormatter DATE = DateTimeFormatter.ofPattern("dd.MM.yyyy", Locale.ROOT);

    private RussianFormat() {}

    /** @return rubles with kopecks and no unit, e.g. «1 234 567,00»; null stays null */
    static String amount(BigDecimal rubles) {
        return rubles == null ? null : format("#,##0.00", rubles);
    }

    /** @return rubles with the unit; «руб.» since the embedded font has no sign of the ruble */
    static String money(BigDecimal rubles) {
        return rubles == null ? null : amount(rubles) + NO_BREAK_SPACE + "руб.";
    }

    /** @return at least two and at most four decimals, e.g. «0,15» or «0,1275»; null stays null */
    static String percent(BigDecimal percent) {
        return percent == null ? null : format("#,##0.00##", percent);
    }

    /** @return «23.11.2026»; null stays null */
    static String date(LocalDate date) {
        return date == null ? null : DATE.format(date);
    }

    private static String format(String pattern, BigDecimal number) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator(NO_BREAK_SPACE);
        symbols.setDecimalSeparator(',');
        DecimalFormat format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(number);
    }
}
