package io.polisflow.integration.mail;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Decodes header texts (RFC 2047) with mercy: bytes without any encoding, unknown charsets, and letters torn over two
 * encoded words are common in Russian mail, and the library's decoder gives up on each.
 */
final class HeaderText {

    private static final Pattern WORD =
            Pattern.compile("=\\?([^?\\s]{1,60})\\?([BbQq])\\?([^?\\r\\n]*)\\?=(?:(\\s+)(?==\\?))?");

    private HeaderText() {}

    /** @param raw the header's value with one character for each byte, or null */
    static String decode(String raw) {
        if (raw == null) {
            return null;
        }
        String unfolded = raw.replaceAll("\\r?\\n[ \\t]*", " ");
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = null;
        int end = 0;
        Matcher word = WORD.matcher(unfolded);
        while (word.find()) {
            // RFC 2231 allows a language after the charset.
            String wordCharset = word.group(1).replaceAll("\\*.*", "");
            boolean continues = charset != null && word.start() == end && wordCharset.equalsIgnoreCase(charset);
            if (!continues) {
                flush(bytes, charset, text);
                text.append(plain(unfolded.substring(end, word.start())));
            }
            charset = wordCharset;
            bytes.writeBytes(bytes(word.group(2), word.group(3)));
            end = word.end();
        }
        flush(bytes, charset, text);
        text.append(plain(unfolded.substring(end)));
        return text.toString().replace("\u0000", "").strip();
    }

    private static void flush(ByteArrayOutputStream bytes, String charset, StringBuilder text) {
        text.append(Charsets.decode(bytes.toByteArray(), charset));
        bytes.reset();
    }

    private static String plain(String text) {
        boolean eightBit = text.chars().anyMatch(c -> c >= 0x80);
        boolean bytewise = text.chars().allMatch(c -> c <= 0xFF);
        return eightBit && bytewise ? Charsets.decode(text.getBytes(StandardCharsets.ISO_8859_1), null) : text;
    }

    private static byte[] bytes(String encoding, String encoded) {
        if (encoding.equalsIgnoreCase("B")) {
            String alphabet = encoded.replaceAll("[^A-Za-z0-9+/]", "");
            // A lone character at the end holds no whole byte.
            int length = alphabet.length() % 4 == 1 ? alphabet.length() - 1 : alphabet.length();
            return Base64.getDecoder().decode(alphabet.substring(0, length));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (int i = 0; i < encoded.length(); i++) {
            char c = encoded.charAt(i);
            int high = i + 2 < encoded.length() && c == '=' ? Character.digit(encoded.charAt(i + 1), 16) : -1;
            int low = high >= 0 ? Character.digit(encoded.charAt(i + 2), 16) : -1;
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(c == '_' ? ' ' : c);
            }
        }
        return bytes.toByteArray();
    }
}
