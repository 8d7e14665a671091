package io.polisflow.integration.wire;

import io.polisflow.crm.Masks;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.http.MediaType;

/** Takes secrets and personal data out of what is kept of an exchange: who reads the journal needs the course of things only. */
final class Masking {

    /** Of a longer body the beginning is kept; in bytes and in characters alike. */
    private static final int LARGEST_KEPT = 16 * 1024;

    private static final Pattern FORM_NAME = Masks.named("(?:" + Masks.HIDDEN_NAMES + "|name)(?:\\[\\d*])?");
    private static final Pattern AUTHORIZATION = Pattern.compile("\\b(Bearer|Basic|Token)\\s+[\\w+/=.~-]{6,}");

    /** A long run of base64 is a file or a signature: nothing to read. */
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/]{200,}={0,2}");

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
        kept = Masks.fields(kept);
        kept = AUTHORIZATION.matcher(kept).replaceAll("$1 ***");
        kept = BASE64.matcher(kept).replaceAll(hit -> "[данные, " + hit.group().length() + " знаков]");
        return Masks.contacts(kept);
    }

    /** Divided before it is decoded, so that a value's own signs cannot shift what is hidden. */
    private static String form(String text) {
        return Stream.of(text.split("&"))
                .map(pair -> pair.split("=", 2))
                .map(pair -> {
                    String name = decoded(pair[0]);
                    String value = pair.length < 2 ? "" : decoded(pair[1]);
                    return name + "=" + (FORM_NAME.matcher(name.strip()).matches() ? Masks.HIDDEN : value);
                })
                .collect(Collectors.joining("&"));
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
