package io.polisflow.crm.report;

import java.time.LocalDate;
import java.time.Year;

/**
 * What a report is asked for.
 *
 * @param from first day of the period, in the insurer's zone; {@code to} the last one
 * @param manager user id, null for all; {@code source} and {@code product} likewise codes
 */
public record ReportFilter(LocalDate from, LocalDate to, String manager, String source, String product) {

    private static final int LONGEST_YEARS = 10;

    /** @throws IllegalArgumentException when the period ends before it begins or is longer than ten years */
    public ReportFilter {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("Начало периода позже его конца");
        }
        if (from.getYear() < 1900 || to.getYear() > 9000) {
            throw new IllegalArgumentException("Таких дат в системе нет");
        }
        if (to.isAfter(from.plusYears(LONGEST_YEARS))) {
            throw new IllegalArgumentException("Период длиннее десяти лет");
        }
        manager = clean(manager);
        source = clean(source);
        product = clean(product);
    }

    public static ReportFilter ofYear(Year year) {
        return new ReportFilter(year.atDay(1), year.plusYears(1).atDay(1).minusDays(1), null, null, null);
    }

    /** PostgreSQL takes no NUL in a text, and no code has a control character. */
    private static String clean(String code) {
        String plain = code == null ? "" : code.replaceAll("\\p{Cntrl}", "");
        return plain.isBlank() ? null : plain;
    }
}
