package io.polisflow.sandbox;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.MediaType;

/** Makes of what went over the wire a text that a person may read: no secrets, no bytes, no end without one. */
final class WireText {

    /** Characters, and bytes that are looked at. */
    static final int LONGEST = 8 * 1024;

    private static final String HIDDEN = "•••";
    private static final Pattern SECRET_HEADER =
            Pattern.compile("(?i).*(authorization|cookie|token|secret|signature|api-key|password).*");
    private static final Pattern SECRET_PARAMETER =
            Pattern.compile("(?i)(^|[?&\\n])(key|vpbx_api_key|sign|token|password|secret|api[_-]?key)=[^&\\n]*");
    private static final Pattern SECRET_IN_JSON =
            Pattern.compile("(?i)(\"(?:password|token|secret|api_?key|sign)\"\\s*:\\s*\")[^\"]*");
    private static final Pattern SECRET_IN_XML = Pattern.compile("(?i)(<(?:\\w+:)?(?:password|login)\\b[^>]*>)[^<]*");
    private static final Pattern CONTROL = Pattern.compile("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F]");

    private WireText() {}

    static String header(String name, String value) {
        return SECRET_HEADER.matcher(name).matches() ? HIDDEN : value;
    }

    /** @param text an address, a form, JSON, XML or anything else */
    static String hide(String text) {
        String hidden = SECRET_PARAMETER.matcher(text).replaceAll("$1$2=" + HIDDEN);
        hidden = SECRET_IN_JSON.matcher(hidden).replaceAll("$1" + HIDDEN);
        return SECRET_IN_XML.matcher(hidden).replaceAll("$1" + HIDDEN);
    }

    /**
     * @param head the first bytes of it
     * @param size of the whole
     * @param type content type, may be null
     * @return null when there is nothing
     */
    static String body(byte[] head, long size, String type) {
        if (size == 0) {
            return null;
        }
        if (!readable(type)) {
            return "двоичные данные, " + size + " Б";
        }
        String text = hide(new String(head, charset(type)));
        return CONTROL.matcher(text).replaceAll("·") + (size > head.length ? "\n… всего " + size + " Б" : "");
    }

    private static boolean readable(String type) {
        String lower = type == null ? "text/" : type.toLowerCase(Locale.ROOT);
        return lower.startsWith("text/")
                || lower.contains("json")
                || lower.contains("xml")
                || lower.contains("x-www-form-urlencoded");
    }

    private static Charset charset(String type) {
        try {
            Charset named = type == null ? null : MediaType.parseMediaType(type).getCharset();
            return named == null ? StandardCharsets.UTF_8 : named;
        } catch (IllegalArgumentException e) {
            return StandardCharsets.UTF_8;
        }
    }
}
