package io.polisflow.crm.search;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Which numbers of deals somebody means who types one, its beginning, or only its running number.
 *
 * @param exactly whole numbers
 * @param first beginning of a range of numbers that begin as typed, null for none
 * @param last end of that range
 */
record DealNumbers(List<String> exactly, String first, String last) {

    private static final int YEARS_BACK = 10;
    private static final Pattern BEGINNING = Pattern.compile("[DД]-?(\\d{0,4})-?");
    private static final Pattern WITH_YEAR = Pattern.compile("(?:[DД]-?)?(\\d{4})-(\\d{1,9})");
    private static final Pattern RUNNING = Pattern.compile("\\d{1,6}");

    private static final DealNumbers NONE = new DealNumbers(List.of(), null, null);

    /** @param year the present one */
    static DealNumbers meantBy(String typed, int year) {
        String text = typed.strip().toUpperCase(Locale.ROOT);
        Matcher whole = WITH_YEAR.matcher(text);
        if (whole.matches()) {
            String digits = whole.group(2);
            String exact = number(whole.group(1), Integer.parseInt(digits));
            return digits.length() > 6
                    ? new DealNumbers(List.of(exact), null, null)
                    : range(List.of(exact), "D-" + whole.group(1) + "-" + digits);
        }
        Matcher beginning = BEGINNING.matcher(text);
        if (beginning.matches()) {
            return range(List.of(), "D-" + beginning.group(1));
        }
        if (RUNNING.matcher(text).matches()) {
            return new DealNumbers(
                    IntStream.rangeClosed(year - YEARS_BACK, year)
                            .mapToObj(each -> number(String.valueOf(each), Integer.parseInt(text)))
                            .toList(),
                    null,
                    null);
        }
        return NONE;
    }

    boolean isEmpty() {
        return exactly.isEmpty() && first == null;
    }

    private static String number(String year, int running) {
        return "D-%s-%06d".formatted(year, running);
    }

    /** All have one length, so that these ends are the ends in every order of letters that a database may have. */
    private static DealNumbers range(List<String> exactly, String beginning) {
        String least = "D-0000-000000";
        String most = "D-9999-999999";
        return new DealNumbers(
                exactly,
                beginning + least.substring(beginning.length()),
                beginning + most.substring(beginning.length()));
    }
}
