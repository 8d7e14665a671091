package io.polisflow.integration.mail;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

/** Writes figures, dates and lists in letters; public because templates call it as {@code format}. */
public final class LetterFormat {

    LetterFormat() {}

    /** Rubles as «1 234 567,00 ₽» with no-break spaces. */
    public String money(BigDecimal rubles) {
        DecimalFormatSymbols symbols = new DecimalFormatSymbols(Locale.ROOT);
        symbols.setGroupingSeparator('\u00a0');
        symbols.setDecimalSeparator(',');
        return new DecimalFormat("#,##0.00", symbols).format(rubles.setScale(2, RoundingMode.HALF_UP)) + "\u00a0₽";
    }

    /** 31.12.2026. */
    public String day(LocalDate day) {
        return DateTimeFormatter.ofPattern("dd.MM.yyyy").format(day);
    }

    /** «one, two, three». */
    public String list(List<String> items) {
        return String.join(", ", items);
    }
}
