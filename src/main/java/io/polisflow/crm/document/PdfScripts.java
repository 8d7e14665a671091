package io.polisflow.crm.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.InflaterInputStream;

/** Looks for actions in a PDF that run by themselves; compressed objects are unpacked, within limits. */
final class PdfScripts {

    private static final byte[] PDF = "%PDF-".getBytes(StandardCharsets.ISO_8859_1);

    /** Names may spell any letter as #xx. */
    private static final Pattern SCRIPT = Pattern.compile("/(JavaScript|JS|Launch)(?![A-Za-z])");

    private static final Pattern ESCAPE = Pattern.compile("#([0-9A-Fa-f]{2})");
    private static final Pattern OBJECTS = Pattern.compile("/ObjStm\\b(?s:.{0,400}?)stream\\r?\\n");
    private static final int MOST_UNPACKED = 20 << 20;

    private PdfScripts() {}

    static boolean in(byte[] content) {
        int beginning = Math.min(content.length, 1024);
        if (!FileFormat.contains(java.util.Arrays.copyOf(content, beginning), PDF)) {
            return false;
        }
        String raw = new String(content, StandardCharsets.ISO_8859_1);
        return runs(raw) || runsInside(raw, content);
    }

    private static boolean runsInside(String raw, byte[] content) {
        Matcher objects = OBJECTS.matcher(raw);
        int left = MOST_UNPACKED;
        while (left > 0 && objects.find()) {
            int from = objects.end();
            try (InputStream stream =
                    new InflaterInputStream(new ByteArrayInputStream(content, from, content.length - from))) {
                byte[] unpacked = stream.readNBytes(left);
                left -= unpacked.length;
                if (runs(new String(unpacked, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
            } catch (IOException notCompressed) {
                // Then it stood in the raw text.
            }
        }
        return false;
    }

    private static boolean runs(String text) {
        return SCRIPT.matcher(ESCAPE.matcher(text)
                        .replaceAll(hex ->
                                Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16)))))
                .find();
    }
}
