package io.polisflow.sandbox;

import java.io.ByteArrayOutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/** The simulated operator's shelf, where a file too large for a message is laid part by part. */
@Component
@Profile("sandbox & !production")
class EdoShelf {

    private static final int LARGEST_PART = 512 * 1024;
    private static final int MOST_FILES = 50;

    private final Map<String, Laid> files = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Laid> eldest) {
            return size() > MOST_FILES;
        }
    };

    private static final class Laid {
        private final ByteArrayOutputStream content = new ByteArrayOutputStream();
        private int parts;
        private boolean whole;
    }

    /** @return the file's name on the shelf, or empty when the part is none */
    synchronized Optional<String> begin(String extension, byte[] part, boolean last) {
        String name = UUID.randomUUID() + (extension.matches("\\.[a-z0-9]{1,8}") ? extension : "");
        files.put(name, new Laid());
        return add(name, 0, part, last) ? Optional.of(name) : Optional.empty();
    }

    /** @return whether it was taken; parts come in their order, and the last one may be repeated */
    synchronized boolean add(String name, int index, byte[] part, boolean last) {
        Laid laid = files.get(name);
        if (laid == null || part == null || part.length == 0 || part.length > LARGEST_PART) {
            return false;
        }
        if (index == laid.parts - 1) {
            return true;
        }
        if (laid.whole || index != laid.parts) {
            return false;
        }
        laid.content.writeBytes(part);
        laid.parts++;
        laid.whole = last;
        return true;
    }

    /** @return empty until the last part has come */
    synchronized Optional<byte[]> content(String name) {
        return Optional.ofNullable(files.get(name)).filter(laid -> laid.whole).map(laid -> laid.content.toByteArray());
    }
}
