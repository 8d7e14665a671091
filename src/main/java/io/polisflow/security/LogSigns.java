package io.polisflow.security;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Tells cheaply which lines are worth an expression: nearly all have nothing to hide, and each is looked at. */
final class LogSigns {

    private static final int LONGEST_NAME = 80;

    /** A person's INN has twelve digits, a telephone eleven, a passport ten; a time and a deal's number fewer at a stretch. */
    private static final int FEWEST_DIGITS = 10;

    private static final List<String> IN_A_NAME = List.of(
            "token",
            "passw",
            "secret",
            "salt",
            "apikey",
            "signature",
            "cookie",
            "authorization",
            "fio",
            "фио",
            "passport",
            "snils",
            "birth",
            "surname",
            "patronymic",
            "innfl");
    private static final Set<String> A_NAME =
            Set.of("sign", "key", "pwd", "head", "имя", "management", "caller", "connected");

    private LogSigns() {}

    /** Whether a value follows whose name says that it is to be hidden. */
    static boolean hasHiddenField(String line) {
        for (int i = 1; i < line.length(); i++) {
            char sign = line.charAt(i);
            if ((sign == '=' || sign == ':') && isHidden(nameBefore(line, i))) {
                return true;
            }
        }
        return line.contains("</");
    }

    private static String nameBefore(String line, int sign) {
        int end = sign;
        if (line.charAt(end - 1) == ' ') {
            end--;
        }
        while (end > 0 && "\"'\\".indexOf(line.charAt(end - 1)) >= 0) {
            end--;
        }
        int start = end;
        while (start > 0 && end - start < LONGEST_NAME && isPartOfAName(line.charAt(start - 1))) {
            start--;
        }
        return line.substring(start, end);
    }

    private static boolean isPartOfAName(char letter) {
        return Character.isLetterOrDigit(letter) || letter == '_' || letter == '-' || letter == '.' || letter == ']';
    }

    private static boolean isHidden(String name) {
        if (name.length() < 3) {
            return false;
        }
        String plain = name.toLowerCase(Locale.ROOT).replace("-", "").replace("_", "");
        return A_NAME.contains(plain)
                || plain.length() > 4 && plain.endsWith("name")
                || IN_A_NAME.stream().anyMatch(plain::contains);
    }

    static boolean hasAuthorization(String line) {
        return line.contains("earer ") || line.contains("EARER ") || line.contains("asic ") || line.contains("igest ");
    }

    /** Whether enough digits stand together, with what divides telephone numbers between them. */
    static boolean hasLongNumber(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (!isDigit(line.charAt(i))) {
                continue;
            }
            int digits = 0;
            int at = i;
            while (at < line.length() && (isDigit(line.charAt(at)) || " ()-№".indexOf(line.charAt(at)) >= 0)) {
                digits += isDigit(line.charAt(at++)) ? 1 : 0;
            }
            if (digits >= FEWEST_DIGITS && (i == 0 || !isPartOfAnId(line.charAt(i - 1)))) {
                return true;
            }
            i = at;
        }
        return false;
    }

    /** A deal's number, a UUID's part and a fraction are no person's. */
    private static boolean isPartOfAnId(char letter) {
        return letter == '-' || letter == '.' || letter == '_' || letter < 128 && Character.isLetter(letter);
    }

    private static boolean isDigit(char letter) {
        return letter >= '0' && letter <= '9';
    }
}
