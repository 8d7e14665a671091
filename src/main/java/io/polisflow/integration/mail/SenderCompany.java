package io.polisflow.integration.mail;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds in a letter's text which company wrote it, as far as the writer says so; quoted lines of earlier letters do not count. */
record SenderCompany(String inn, String name) {

    private static final Pattern INN = Pattern.compile(
            "(?iu)(?<!\\p{L})ИНН(?:\\s*/\\s*КПП)?[\\s:№\\-–—]{0,5}(\\d(?:[ \\u00A0]?\\d){9,11})(?![ \\u00A0]?\\d)");
    private static final Pattern NAME = Pattern.compile(
            "(?u)(?<!\\p{L})((?:ООО|ПАО|НАО|ОАО|ЗАО|АО)\\s{0,3}[«\"“„][^»\"”“\\r\\n]{2,150}[»\"”“]{1,2})");
    private static final int[][] WEIGHTS = {
        {2, 4, 10, 3, 5, 9, 4, 6, 8}, {7, 2, 4, 10, 3, 5, 9, 4, 6, 8}, {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}
    };

    /** @return the first INN with a right checksum and the last company named, each null when there is none */
    static SenderCompany in(String subject, String text) {
        String own = (subject == null ? "" : subject) + "\n" + (text == null ? "" : withoutQuotes(text));
        String inn = null;
        Matcher numbers = INN.matcher(own);
        while (inn == null && numbers.find()) {
            String digits = numbers.group(1).replaceAll("\\D", "");
            inn = isInn(digits) ? digits : null;
        }
        // The signature stands at the end, after companies that the letter merely mentions.
        String name = null;
        Matcher names = NAME.matcher(own);
        while (names.find()) {
            name = names.group(1).replaceAll("\\s+", " ");
        }
        return new SenderCompany(inn, name);
    }

    private static String withoutQuotes(String text) {
        return text.lines().filter(line -> !line.stripLeading().startsWith(">")).collect(Collectors.joining("\n"));
    }

    /** Checksums of the Federal Tax Service's order on INN: ten digits for a legal entity, twelve for a sole trader. */
    private static boolean isInn(String digits) {
        return switch (digits.length()) {
            case 10 -> check(digits, WEIGHTS[0]);
            case 12 -> check(digits, WEIGHTS[1]) && check(digits, WEIGHTS[2]);
            default -> false;
        };
    }

    private static boolean check(String digits, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * Character.digit(digits.charAt(i), 10);
        }
        return sum % 11 % 10 == Character.digit(digits.charAt(weights.length), 10);
    }
}
