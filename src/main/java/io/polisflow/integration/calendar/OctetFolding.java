package io.polisflow.integration.calendar;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Breaks long lines as RFC 5545 counts them, in octets and never inside a character: a Russian letter is two octets. */
final class OctetFolding {

    private static final int LONGEST = 75;

    private OctetFolding() {}

    /** @param text lines that end with CR LF */
    static byte[] fold(String text) {
        ByteArrayOutputStream folded = new ByteArrayOutputStream(text.length() * 2);
        int octets = 0;
        for (int i = 0; i < text.length(); ) {
            int character = text.codePointAt(i);
            byte[] bytes = Character.toString(character).getBytes(StandardCharsets.UTF_8);
            boolean lineBreak = character == '\r' || character == '\n';
            if (!lineBreak && octets + bytes.length > LONGEST) {
                folded.writeBytes("\r\n ".getBytes(StandardCharsets.US_ASCII));
                octets = 1;
            }
            folded.writeBytes(bytes);
            octets = lineBreak ? 0 : octets + bytes.length;
            i += Character.charCount(character);
        }
        return folded.toByteArray();
    }
}
