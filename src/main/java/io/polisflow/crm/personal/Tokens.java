package io.polisflow.crm.personal;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What a person is found by in running text: the whole name, the e-mail address, the telephone in any spelling. */
final class Tokens {

    static final String GONE = "[удалено]";

    private static final int DIGITS = 10;
    private static final String GAP = "[\\s()\\u00a0\\-–.]{0,3}";

    private final List<String> emails;
    private final List<String> phones;
    private final Pattern strong;
    private final Pattern all;

    Tokens(Person person) {
        emails = person.emails().stream()
                .map(each -> each.toLowerCase(Locale.ROOT))
                .toList();
        phones = person.phones().stream()
                .map(phone -> phone.replaceAll("\\D", ""))
                .filter(digits -> digits.length() >= DIGITS)
                .map(digits -> digits.substring(digits.length() - DIGITS))
                .distinct()
                .toList();
        List<String> found = new ArrayList<>();
        emails.forEach(email -> found.add("(?<![\\w.+-])" + Pattern.quote(email) + "(?![\\w-])"));
        phones.forEach(digits -> found.add("(?<!\\d)(?:\\+?\\d{1,3}" + GAP + ")?"
                + digits.chars().mapToObj(Character::toString).collect(Collectors.joining(GAP)) + "(?!\\d)"));
        strong = pattern(found);
        // A first name alone is nobody in particular.
        person.names().stream()
                .map(name -> name.strip().split("[\\s,]+"))
                .filter(words -> words.length > 1)
                .forEach(words -> {
                    found.add(name(List.of(words)));
                    found.add(name(List.of(words[1], words[0])));
                    if (words.length > 2) {
                        found.add(name(List.of(words[0], words[1])));
                        found.add(name(List.of(words[1], words[2], words[0])));
                    }
                });
        all = pattern(found);
    }

    private static Pattern pattern(Collection<String> alternatives) {
        // Longer ones first, so that a name does not leave its patronymic behind.
        String joined = alternatives.stream()
                .distinct()
                .sorted((one, other) -> other.length() - one.length())
                .collect(Collectors.joining("|"));
        return alternatives.isEmpty()
                ? Pattern.compile("(?!)")
                : Pattern.compile(joined, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    }

    private static String name(List<String> words) {
        return words.stream()
                .map(word -> word.codePoints()
                        .mapToObj(letter ->
                                "еёЕЁ".indexOf(letter) >= 0 ? "[её]" : Pattern.quote(Character.toString(letter)))
                        .collect(Collectors.joining()))
                .collect(Collectors.joining("[\\s,\\u00a0]+", "(?<!\\p{L})", "(?!\\p{L})"));
    }

    /** Patterns of SQL's like, in lower case, that whatever holds an address or a telephone fits; some more fit, too. */
    List<String> likes() {
        List<String> likes = new ArrayList<>();
        emails.forEach(email ->
                likes.add("%" + email.replace("\\", "\\\\").replace("_", "\\_").replace("%", "\\%") + "%"));
        phones.forEach(digits -> likes.add("%" + digits.substring(0, 3) + "%" + digits.substring(3, 6) + "%"
                + digits.substring(6, 8) + "%" + digits.substring(8) + "%"));
        return likes;
    }

    /** @param names whether the name counts here */
    boolean in(String text, boolean names) {
        return text != null && (names ? all : strong).matcher(text).find();
    }

    /** @return the text without the person; where an address or a telephone stands, the name goes too */
    String without(String text, boolean names) {
        boolean whole = names || strong.matcher(text).find();
        return (whole ? all : strong).matcher(text).replaceAll(Matcher.quoteReplacement(GONE));
    }

    /** The same of bytes; what is no text keeps its length, so that whoever reads it still finds its parts. */
    byte[] without(byte[] content, boolean names) {
        String text = new String(content, StandardCharsets.UTF_8);
        if (!in(text, names) && !in(text, false)) {
            return content;
        }
        if (java.util.Arrays.equals(text.getBytes(StandardCharsets.UTF_8), content)) {
            return without(text, names).getBytes(StandardCharsets.UTF_8);
        }
        byte[] changed = content.clone();
        Matcher hits = all.matcher(text);
        while (hits.find()) {
            blank(changed, hits.group().getBytes(StandardCharsets.UTF_8));
        }
        return changed;
    }

    private static void blank(byte[] content, byte[] part) {
        for (int at = 0; at <= content.length - part.length; at++) {
            if (java.util.Arrays.equals(content, at, at + part.length, part, 0, part.length)) {
                java.util.Arrays.fill(content, at, at + part.length, (byte) '*');
            }
        }
    }
}
