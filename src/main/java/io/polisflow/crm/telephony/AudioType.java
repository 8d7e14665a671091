package io.polisflow.crm.telephony;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Recognises a recording by its first bytes: what a header or a name says is not enough to play it on a page of ours. */
enum AudioType {
    MP3("audio/mpeg", "mp3"),
    WAV("audio/wav", "wav"),
    OGG("audio/ogg", "ogg");

    private final String mediaType;
    private final String suffix;

    AudioType(String mediaType, String suffix) {
        this.mediaType = mediaType;
        this.suffix = suffix;
    }

    static Optional<AudioType> of(byte[] content) {
        if (starts(content, 0, "RIFF") && starts(content, 8, "WAVE")) {
            return Optional.of(WAV);
        }
        if (starts(content, 0, "OggS")) {
            return Optional.of(OGG);
        }
        // An ID3 tag, or the eleven set bits that begin a frame.
        boolean frame = content.length > 2 && (content[0] & 0xFF) == 0xFF && (content[1] & 0xE0) == 0xE0;
        return starts(content, 0, "ID3") || frame ? Optional.of(MP3) : Optional.empty();
    }

    private static boolean starts(byte[] content, int at, String magic) {
        byte[] expected = magic.getBytes(StandardCharsets.US_ASCII);
        if (content.length < at + expected.length) {
            return false;
        }
        for (int i = 0; i < expected.length; i++) {
            if (content[at + i] != expected[i]) {
                return false;
            }
        }
        return true;
    }

    String mediaType() {
        return mediaType;
    }

    String suffix() {
        return suffix;
    }
}
