package io.polisflow.security;

import io.polisflow.crm.Masks;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Takes secrets and personal data out of a line of the log as it is about to be written: whatever wrote it, message,
 * exception or field of a structured line.
 *
 * <p>A company's INN of ten digits stays, it is public; a person's of twelve does not.
 */
final class LogMasks {

    private static final String SECRET = "(?:token|passw(?:or)?d|secret|salt|api[_-]?key|signature|cookie)";
    private static final String PERSON =
            "(?:fio|passport|snils|(?:first|last|middle|contact|full|person)_?-?name|surname|patronymic"
                    + "|birth_?date|фио)";

    /** In a structured line a quote stands behind a backslash, or behind three where JSON is quoted in it. */
    private static final String QUOTE = "\\\\{0,3}[\"']";

    private static final String SECRET_NAME = "(?<![\\w.-])[\\w.-]{0,60}" + SECRET + "[\\w.-]{0,60}";
    private static final String PERSON_NAME = "(?<![\\w.-])" + PERSON;
    private static final String SIGN = "(?:" + QUOTE + ")?(?:\\s?=|\\s?:)\\s?";

    /** Up to the quote like the first one that no further backslash escapes. */
    private static final Pattern QUOTED_VALUE = Masks.named("((?:" + SECRET_NAME + "|" + PERSON_NAME + ")" + SIGN + "("
            + QUOTE + "))(?:(?!(?<!\\\\)\\2)[^\\n]){1,4000}+");
    /** A colon behind a blank divides a logger's name from its message. */
    private static final String BARE_SIGN = "(?:" + QUOTE + ")?(?:\\s?=|:)\\s?";

    private static final Pattern SECRET_VALUE =
            Masks.named("(" + SECRET_NAME + BARE_SIGN + ")(?!\\s|\\*\\*\\*)[^\\s,;&\"'\\\\\\])}]+");
    private static final Pattern PERSON_VALUE =
            Masks.named("(" + PERSON_NAME + BARE_SIGN + ")(?!\\s|null\\b|\\*\\*\\*)[^,;&\"\\\\\\])}\\n]+");

    private static final Pattern AUTHORIZATION =
            Masks.named("\\b(bearer|basic|digest)\\s+(?=[^\\s\"]{0,400}[\\d=])[\\w+/=.~-]{6,}");
    private static final Pattern USER_INFO = Pattern.compile("(://)[^/\\s:@\"]{1,100}:[^/\\s@\"]{1,200}@");

    private static final Pattern PERSONS_INN = Pattern.compile("(?<![\\w.-])\\d{12}(?![\\w-]|\\.\\d)");
    private static final Pattern PASSPORT =
            Pattern.compile("(?<![\\w.:+-])\\d{2}\\s?\\d{2}\\s(?:№\\s?)?\\d{6}(?![\\w.:-])");
    private static final Pattern PASSPORT_IN_ONE = Masks.named("(паспорт\\D{0,20}|passport\\D{0,20})\\d{10}(?!\\d)");
    private static final Pattern SNILS = Pattern.compile("(?<![\\w-])\\d{3}-\\d{3}-\\d{3}[ -]\\d{2}(?!\\w)");
    private static final Pattern FOREIGN_PHONE = Pattern.compile("\\+(?!7\\*)\\d[\\d() -]{8,18}(\\d{2})(?!\\d)");
    private static final Pattern FULL_NAME = Pattern.compile("(?<![А-ЯЁа-яё])[А-ЯЁ][а-яё]+(?:-[А-ЯЁ][а-яё]+)?"
            + "\\s+[А-ЯЁ][а-яё]+\\s+[А-ЯЁ][а-яё]+(?:вич|вна|ична|инична)(?![а-яё])");

    /** What else a message quotes, told by the words in front of it; up to the end of the line or of its JSON string. */
    private record Quotation(String sign, Pattern text, Pattern json) {

        /** @param sign what must stand in the line before the expression is tried */
        static Quotation toTheEnd(String sign, String before) {
            return new Quotation(
                    sign,
                    Pattern.compile("(" + before + ")[^\\n]+"),
                    Pattern.compile("(" + before + ")(?:[^\"\\\\\\n]|\\\\[^n])+"));
        }

        static Quotation within(String sign, String expression) {
            Pattern pattern = Pattern.compile(expression);
            return new Quotation(sign, pattern, pattern);
        }

        String hide(String line, boolean structured) {
            return line.contains(sign)
                    ? (structured ? json : text).matcher(line).replaceAll("$1" + Masks.HIDDEN)
                    : line;
        }
    }

    private static final List<Quotation> QUOTATIONS = List.of(
            // PostgreSQL tells the values of keys and rows, H2 those of keys and of what is too long.
            Quotation.toTheEnd("Failing row contains", "Failing row contains \\("),
            Quotation.toTheEnd("Key (", "Key \\([^\\n=]{1,300}\\)=\\("),
            Quotation.toTheEnd("VALUES ( ", "VALUES \\( "),
            Quotation.toTheEnd("Value too long", "Value too long for column [^:\\n]{1,200}: "),
            Quotation.toTheEnd("conversion error", "Data conversion error converting "),
            Quotation.toTheEnd("invalid input syntax", "invalid input syntax for type [\\w ]{1,60}: "),
            Quotation.within(" was aborted", "(Batch entry \\d+ )[\\s\\S]{0,20000}?(?= was aborted)"),
            // Spring and Jackson tell what they could not take.
            Quotation.within("rejected value", "(rejected value \\[)[^\\]]*"),
            Quotation.toTheEnd("For input string", "For input string: "),
            Quotation.within("from String", "(from String )\\\\?\"(?:[^\"\\\\\\n]|\\\\[^\"n])*+\\\\?\"?"),
            Quotation.toTheEnd("Source: (String)", "Source: \\(String\\)"),
            // The start names a setting that cannot be bound, with its value.
            Quotation.toTheEnd(
                    "Value:",
                    "Property:\\s{0,4}[\\w.\\[\\]-]{0,80}" + "(?i:" + SECRET + "|encryption\\.keys)"
                            + "[\\w.\\[\\]-]{0,80}(?:\\s|\\\\n){1,20}Value:\\s?"));

    private LogMasks() {}

    /** @return the very same text when there is nothing to hide */
    static String mask(String line) {
        boolean structured = line.startsWith("{");
        String kept = line;
        for (Quotation quotation : QUOTATIONS) {
            kept = quotation.hide(kept, structured);
        }
        if (LogSigns.hasHiddenField(kept)) {
            kept = replace(AUTHORIZATION, kept, "$1 " + Masks.HIDDEN);
            kept = replace(QUOTED_VALUE, kept, "$1" + Masks.HIDDEN);
            kept = replace(SECRET_VALUE, kept, "$1" + Masks.HIDDEN);
            kept = replace(PERSON_VALUE, kept, "$1" + Masks.HIDDEN);
            kept = Masks.fields(kept);
        }
        if (kept.contains("://")) {
            kept = replace(USER_INFO, kept, "$1" + Masks.HIDDEN + "@");
        }
        if (LogSigns.hasAuthorization(kept)) {
            kept = replace(AUTHORIZATION, kept, "$1 " + Masks.HIDDEN);
        }
        if (kept.contains("вич") || kept.contains("вна") || kept.contains("ична")) {
            kept = replace(FULL_NAME, kept, Masks.HIDDEN);
        }
        kept = Masks.people(kept);
        return LogSigns.hasLongNumber(kept) ? numbers(Masks.phones(kept)) : kept;
    }

    private static String numbers(String line) {
        String kept = replace(PERSONS_INN, line, Masks.HIDDEN);
        kept = replace(PASSPORT, kept, Masks.HIDDEN);
        kept = replace(PASSPORT_IN_ONE, kept, "$1" + Masks.HIDDEN);
        kept = replace(SNILS, kept, Masks.HIDDEN);
        return kept.indexOf('+') < 0 ? kept : replace(FOREIGN_PHONE, kept, "+***$1");
    }

    private static String replace(Pattern pattern, String line, String instead) {
        return pattern.matcher(line).replaceAll(instead);
    }
}
