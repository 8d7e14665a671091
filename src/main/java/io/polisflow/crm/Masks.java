package io.polisflow.crm;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How secrets and what identifies a person are found in text, and what stands in their place; for logs and for the journal of exchange. */
public final class Masks {

    public static final String HIDDEN = "***";

    private static final String SECRET_NAMES =
            "[\\w.-]*(?:token|password|passwd|secret|salt|api_?-?key|signature)[\\w.-]*|sign|key|pwd";
    private static final String PERSONAL_NAMES =
            "fio|innfl|passport|snils|birth_?date|first_?name|last_?name|middle_?name|surname|patronymic|contact_?-?name"
                    + "|full_?name_?of_?person|head|head_?name|manager_?name|фио|имя";

    /** Of fields whose values are hidden, as an alternation for a regular expression that ignores case. */
    public static final String HIDDEN_NAMES = SECRET_NAMES + "|" + PERSONAL_NAMES;

    private static final Pattern JSON_VALUE =
            named("(\"(?:" + HIDDEN_NAMES + ")\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?");

    /** Objects that stand for a person: DaData's head and sole trader, both ends of a call in Asterisk. */
    private static final Pattern JSON_PERSON = named(
            "(\"(?:management|fio|caller|connected)\"\\s*:\\s*\\{[^{}]*?\"name\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?");

    private static final Pattern XML_VALUE = named("(<(?:\\w+:)?(?:" + HIDDEN_NAMES + ")(?:\\s[^>]{0,200})?>)[^<]+");

    /** Also of XML that stands escaped within other XML, as SPARK sends its reports. */
    private static final Pattern XML_ATTRIBUTE =
            named("(\\s(?:" + HIDDEN_NAMES + ")\\s*=\\s*)(\"|'|&quot;|&apos;)(?:(?!\\2)[^<>])*+");

    /** A sole trader's firm is called by its owner's name. */
    private static final Pattern SOLE_TRADER =
            Pattern.compile("(?<![А-ЯЁа-яё])(ИП|[Ии]ндивидуальный [Пп]редприниматель|ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ)"
                    + "\\s+[А-ЯЁ][А-ЯЁа-яё-]+(?:\\s+[А-ЯЁ][А-ЯЁа-яё.-]*){1,3}");

    /** Not a Message-ID of ours, which looks alike: by it a letter is found in the mail server's log. */
    private static final Pattern EMAIL =
            Pattern.compile("(?<![\\p{L}\\d_.+-])(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@)"
                    + "([\\p{L}\\d_])[\\p{L}\\d_.+-]*@([\\p{L}\\d_-]+(?:\\.[\\p{L}\\d_-]+)+)");

    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\w.,-])(?:\\+7|8|7)[\\s(-]{0,2}\\d{3}[\\s)-]{0,2}\\d{3}[\\s-]?\\d{2}[\\s-]?(\\d{2})(?![\\w])");

    private Masks() {}

    /** Hides the values of JSON's and XML's fields that are known to hold secrets or people. */
    public static String fields(String text) {
        String kept = text;
        if (kept.indexOf('"') >= 0) {
            kept = JSON_VALUE.matcher(kept).replaceAll(hit -> quoted(hit, "\"" + HIDDEN + "\""));
            kept = JSON_PERSON.matcher(kept).replaceAll(hit -> quoted(hit, "\"" + HIDDEN + "\""));
        }
        if (kept.indexOf('<') >= 0) {
            kept = XML_VALUE.matcher(kept).replaceAll(hit -> quoted(hit, HIDDEN));
        }
        if (kept.indexOf('=') >= 0) {
            kept = XML_ATTRIBUTE.matcher(kept).replaceAll(hit -> quoted(hit, hit.group(2) + HIDDEN));
        }
        return kept;
    }

    /** Hides how a person is called and reached, wherever it stands. */
    public static String contacts(String text) {
        return phones(people(text));
    }

    /** Hides e-mail addresses and sole traders' names. */
    public static String people(String text) {
        String kept = text;
        if (kept.contains("ИП") || kept.contains("ндивидуальный") || kept.contains("НДИВИДУАЛЬНЫЙ")) {
            kept = SOLE_TRADER.matcher(kept).replaceAll("$1 " + HIDDEN);
        }
        return hasAddress(kept) ? EMAIL.matcher(kept).replaceAll("$1***@$2") : kept;
    }

    /** Hides Russian telephone numbers. */
    public static String phones(String text) {
        return PHONE.matcher(text).replaceAll("+7***$1");
    }

    /** A structured line has an at sign of its own, in front of its time. */
    private static boolean hasAddress(String text) {
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            if (at > 0
                    && (Character.isLetterOrDigit(text.charAt(at - 1)) || "_.+-".indexOf(text.charAt(at - 1)) >= 0)) {
                return true;
            }
        }
        return false;
    }

    /** A pattern that ignores case, also of Russian letters. */
    public static Pattern named(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String quoted(MatchResult hit, String instead) {
        return Matcher.quoteReplacement(hit.group(1) + instead);
    }
}
