package io.polisflow.crm.proposal;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.Locale;

/** Writes amounts as Russians do: {@code 1 234 567,00 ₽} with no-break spaces. */
public final class Rubles {

    private Rubles() {}

    /** @param amount rubles; null gives a dash */
    public static String format(BigDecimal amount) {
        return format(amount, "#,##0.00");
    }

    /** Without kopecks, where many amounts are glanced over. @param amount rubles; null gives a dash */
    public static String whole(BigDecimal amount) {
        return format(amount, "#,##0");
    }

    private static String format(BigDecimal amount, String pattern) {
        if (amount == null) {
            return "—";
        }
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator('\u00a0');
        symbols.setDecimalSeparator(',');
        DecimalFormat format = new DecimalFormat(pattern, symbols);
        format.setRoundingMode(RoundingMode.HALF_UP);
        return format.format(amount) + "\u00a0₽";
    }
}
