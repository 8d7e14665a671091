package io.polisflow.integration.mail;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads Russian bytes in whatever charset they really are: senders leave it out, misspell it, or say a wrong one. */
final class Charsets {

    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
    private static final Charset KOI8_R = Charset.forName("KOI8-R");

    private Charsets() {}

    /** @param declared the charset that the sender names, or null */
    static String decode(byte[] bytes, String declared) {
        Charset charset = find(declared);
        if (charset == null || charset.equals(StandardCharsets.US_ASCII)) {
            return guess(bytes);
        }
        String strict = strictly(bytes, charset);
        return strict != null ? strict : guess(bytes);
    }

    private static Charset find(String declared) {
        if (declared == null) {
            return null;
        }
        String name = declared.strip().toLowerCase(Locale.ROOT);
        if (name.startsWith("cp-") || name.startsWith("cp1") || name.startsWith("win-")) {
            name = "windows-" + name.replaceAll("\\D", "");
        }
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String guess(byte[] bytes) {
        String utf8 = strictly(bytes, StandardCharsets.UTF_8);
        if (utf8 != null) {
            return utf8;
        }
        String windows = new String(bytes, WINDOWS_1251);
        String koi8 = new String(bytes, KOI8_R);
        return likeness(koi8) > likeness(windows) ? koi8 : windows;
    }

    /** Both charsets share their letters' range with the case swapped, so ordinary Russian is mostly small letters. */
    private static long likeness(String text) {
        return text.chars().filter(c -> c >= 'а' && c <= 'я' || c == 'ё').count();
    }

    private static String strictly(byte[] bytes, Charset charset) {
        try {
            return charset.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (CharacterCodingException | UnsupportedOperationException e) {
            return null;
        }
    }
}
