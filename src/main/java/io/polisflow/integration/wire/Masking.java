package io.polisflow.integration.wire;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** Takes secrets and personal data out of what is kept of an exchange: who reads the journal needs the course of things only. */
final class Masking {

    private static final String HIDDEN = "***";

    /** Of a longer body the beginning is kept; in bytes and in characters alike. */
    private static final int LARGEST_KEPT = 16 * 1024;

    private static final String SECRET_NAMES =
            "[\\w.-]*(?:token|password|passwd|secret|salt|api_?-?key|signature)[\\w.-]*|sign|key|pwd";
    private static final String PERSONAL_NAMES =
            "fio|innfl|passport|snils|birth_?date|first_?name|last_?name|middle_?name|surname|patronymic|contact_?-?name"
                    + "|full_?name_?of_?person|head|head_?name|manager_?name|фио|имя";
    private static final String HIDDEN_NAMES = SECRET_NAMES + "|" + PERSONAL_NAMES;

    private static final Pattern JSON_VALUE =
            named("(\"(?:" + HIDDEN_NAMES + ")\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?");

    /** Objects that stand for a person: DaData's head and sole trader, both ends of a call in Asterisk. */
    private static final Pattern JSON_PERSON = named(
            "(\"(?:management|fio|caller|connected)\"\\s*:\\s*\\{[^{}]*?\"name\"\\s*:\\s*)\"(?:[^\"\\\\]|\\\\.)*+\"?");

    private static final Pattern XML_VALUE = named("(<(?:\\w+:)?(?:" + HIDDEN_NAMES + ")(?:\\s[^>]*)?>)[^<]+");

    /** Also of XML that stands escaped within other XML, as SPARK sends its reports. */
    private static final Pattern XML_ATTRIBUTE =
            named("(\\s(?:" + HIDDEN_NAMES + ")\\s*=\\s*)(\"|'|&quot;|&apos;)(?:(?!\\2)[^<>])*+");

    private static final Pattern FORM_NAME = named("(?:" + HIDDEN_NAMES + "|name)(?:\\[\\d*])?");
    private static final Pattern AUTHORIZATION = Pattern.compile("\\b(Bearer|Basic|Token)\\s+[\\w+/=.~-]{6,}");

    /** A sole trader's firm is called by its owner's name. */
    private static final Pattern SOLE_TRADER =
            Pattern.compile("(?<![А-ЯЁа-яё])(ИП|[Ии]ндивидуальный [Пп]редприниматель|ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ)"
                    + "\\s+[А-ЯЁ][А-ЯЁа-яё-]+(?:\\s+[А-ЯЁ][А-ЯЁа-яё.-]*){1,3}");

    /** A long run of base64 is a file or a signature: nothing to read. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{200,}={0,2}");

    /** Not a Message-ID of ours, which looks alike: by it a letter is found in the mail server's log. */
    private static final Pattern EMAIL = Pattern.compile(
            "(?<![\\w.+-])(?![0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}@)(\\w)[\\w.+-]*@([\\w-]+(?:\\.[\\w-]+)+)");

    private static final Pattern PHONE = Pattern.compile(
            "(?<![\\w.,-])(?:\\+7|8|7)[\\s(-]{0,2}\\d{3}[\\s)-]{0,2}\\d{3}[\\s-]?\\d{2}[\\s-]?(\\d{2})(?![\\w])");

    private Masking() {}

    /**
     * @param body null for none
     * @param type null when it was not told
     * @return text as it may be kept; of anything but text its size only
     */
    static String body(byte[] body, MediaType type) {
        if (body == null || body.length == 0) {
            return null;
        }
        if (!readable(type)) {
            return "[" + type + ", " + body.length + " байт]";
        }
        int kept = Math.min(body.length, LARGEST_KEPT);
        String text = new String(body, 0, kept, StandardCharsets.UTF_8);
        if (type != null && MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type)) {
            text = form(text);
        }
        String masked = text(text);
        return kept < body.length ? masked + "\n… всего " + body.length + " байт" : masked;
    }

    /** @return the text, at most 16 384 characters of it, or null for null */
    static String text(String text) {
        if (text == null) {
            return null;
        }
        String kept = text.length() > LARGEST_KEPT ? text.substring(0, LARGEST_KEPT) + "…" : text;
        kept = JSON_VALUE.matcher(kept).replaceAll(hit -> quoted(hit, "\"" + HIDDEN + "\""));
        kept = JSON_PERSON.matcher(kept).replaceAll(hit -> quoted(hit, "\"" + HIDDEN + "\""));
        kept = XML_VALUE.matcher(kept).replaceAll(hit -> quoted(hit, HIDDEN));
        kept = XML_ATTRIBUTE.matcher(kept).replaceAll(hit -> quoted(hit, hit.group(2) + HIDDEN));
        kept = AUTHORIZATION.matcher(kept).replaceAll("$1 ***");
        kept = BASE64.matcher(kept).replaceAll(hit -> "[данные, " + hit.group().length() + " знаков]");
        kept = SOLE_TRADER.matcher(kept).replaceAll("$1 " + HIDDEN);
        kept = EMAIL.matcher(kept).replaceAll("$1***@$2");
        return PHONE.matcher(kept).replaceAll("+7***$1");
    }

    /** Divided before it is decoded, so that a value's own signs cannot shift what is hidden. */
    private static String form(String text) {
        return Stream.of(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> {
                    String name = decoded(pair[0]);
                    String value = pair.length < 2 ? "" : decoded(pair[1]);
                    return name + "=" + (FORM_NAME.matcher(name.strip()).matches() ? HIDDEN : value);
                })
                .collect(Collectors.joining("&"));
    }

    private static Pattern named(String pattern) {
        return Pattern.compile(pattern, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String quoted(MatchResult hit, String instead) {
        return Matcher.quoteReplacement(hit.group(1) + instead);
    }

    private static boolean readable(MediaType type) {
        return type == null
                || "text".equals(type.getType())
                || type.getSubtype().endsWith("json")
                || type.getSubtype().endsWith("xml")
                || MediaType.APPLICATION_FORM_URLENCODED.isCompatibleWith(type);
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // Cut within an escape, or no form at all.
            return part;
        }
    }
}
