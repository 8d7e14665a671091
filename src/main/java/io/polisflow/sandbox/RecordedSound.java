package io.polisflow.sandbox;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Makes the recording of a simulated talk out of its id alone, so that it is the same also after a restart. */
final class RecordedSound {

    private static final Pattern ID = Pattern.compile("rec-(\\d{1,4})-([A-Za-z0-9-]{1,100})");
    private static final int RATE = 8000;
    private static final int LONGEST_SECONDS = 10;
    private static final int HEADER = 44;

    private RecordedSound() {}

    static String id(String callId, long seconds) {
        return "rec-" + Math.min(9999, Math.max(0, seconds)) + "-" + callId;
    }

    /** @return a WAV file, 8 kHz, 8 bit, mono; empty when that is no recording of ours */
    static Optional<byte[]> of(String recordingId) {
        Matcher id = ID.matcher(recordingId);
        if (!id.matches()) {
            return Optional.empty();
        }
        int seconds = Math.max(1, Math.min(LONGEST_SECONDS, Integer.parseInt(id.group(1))));
        int length = seconds * RATE;
        ByteBuffer wav = ByteBuffer.allocate(HEADER + length).order(ByteOrder.LITTLE_ENDIAN);
        wav.put(ascii("RIFF")).putInt(HEADER - 8 + length).put(ascii("WAVE"));
        wav.put(ascii("fmt ")).putInt(16).putShort((short) 1).putShort((short) 1);
        wav.putInt(RATE).putInt(RATE).putShort((short) 1).putShort((short) 8);
        wav.put(ascii("data")).putInt(length);
        for (int i = 0; i < length; i++) {
            // Two voices in turn, half a second each.
            double pitch = i / (RATE / 2) % 2 == 0 ? 220 : 330;
            double fade = Math.sin(Math.PI * (i % (RATE / 2)) / (RATE / 2.0));
            wav.put((byte) (128 + Math.round(40 * fade * Math.sin(2 * Math.PI * pitch * i / RATE))));
        }
        return Optional.of(wav.array());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
