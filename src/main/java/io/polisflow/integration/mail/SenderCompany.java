package io.polisflow.integration.mail;

import io.polisflow.crm.client.Inn;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Finds in a letter's text which company wrote it, as far as the writer says so; quoted lines of earlier letters do not count. */
record SenderCompany(String inn, String name) {

    private static final Pattern INN = Pattern.compile(
            "(?iu)(?<!\\p{L})ИНН(?:\\s*/\\s*КПП)?[\\s:№\\-–—]{0,5}(\\d(?:[ \\u00A0]?\\d){9,11})(?![ \\u00A0]?\\d)");
    private static final Pattern NAME = Pattern.compile(
            "(?u)(?<!\\p{L})((?:ООО|ПАО|НАО|ОАО|ЗАО|АО)\\s{0,3}[«\"“„][^»\"”“\\r\\n]{2,150}[»\"”“]{1,2})");

    /** @return the first INN with a right checksum and the last company named, each null when there is none */
    static SenderCompany in(String subject, String text) {
        String own = (subject == null ? "" : subject) + "\n" + (text == null ? "" : withoutQuotes(text));
        String inn = null;
        Matcher numbers = INN.matcher(own);
        while (inn == null && numbers.find()) {
            String digits = numbers.group(1).replaceAll("\\D", "");
            inn = Inn.isValid(digits) ? digits : null;
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
}
