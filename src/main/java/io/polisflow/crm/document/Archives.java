package io.polisflow.crm.document;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/** Unpacks an archive to see what it would become, and stops before it could fill the memory. */
final class Archives {

    /** Bytes that one upload may unpack to, all archives in it together. */
    static final long MOST_UNPACKED = 300L << 20;

    /** How much larger than itself an archive may become, once it has become more than {@link #HARMLESS}. */
    static final int MOST_RATIO = 200;

    static final long HARMLESS = 20L << 20;
    static final int MOST_ENTRIES = 20_000;
    static final int DEEPEST = 3;

    /** An archive within is kept for a look inside up to here. */
    private static final int MOST_INNER = 50 << 20;

    private long unpacked;
    private int entries;
    private boolean macros;
    private final List<String> programs = new ArrayList<>();

    /** What would be found, or why the archive is not taken apart to its end. */
    record Content(boolean bomb, boolean macros, boolean broken, List<String> programs) {}

    static boolean isArchive(byte[] content) {
        return isZip(content) || isGzip(content);
    }

    static Content of(byte[] content) {
        Archives archive = new Archives();
        boolean broken = false;
        try {
            archive.read(content, content.length, 1);
        } catch (Bomb bomb) {
            return new Content(true, archive.macros, false, archive.programs);
        } catch (IOException | RuntimeException e) {
            // The readers throw what they like on what is no archive after all.
            broken = true;
        }
        return new Content(false, archive.macros, broken, archive.programs);
    }

    private void read(byte[] content, long packed, int depth) throws IOException {
        if (depth > DEEPEST) {
            throw new Bomb();
        }
        if (isGzip(content)) {
            try (InputStream inside = new GZIPInputStream(new ByteArrayInputStream(content))) {
                entry("", inside, packed, depth);
            }
            return;
        }
        // By its directory: a stream alone does not understand what some programs write.
        try (ZipFile zip = ZipFile.builder().setByteArray(content).get()) {
            for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
                if (++entries > MOST_ENTRIES) {
                    throw new Bomb();
                }
                if (!entry.isDirectory() && zip.canReadEntryData(entry)) {
                    try (InputStream inside = zip.getInputStream(entry)) {
                        entry(entry.getName(), inside, packed, depth);
                    }
                }
            }
        }
    }

    private void entry(String name, InputStream inside, long packed, int depth) throws IOException {
        String plain = name.toLowerCase(Locale.ROOT);
        macros |= plain.endsWith("vbaproject.bin") || plain.startsWith("basic/") || plain.startsWith("scripts/");
        if (FileInspection.isProgram(plain)) {
            programs.add(name);
        }
        byte[] beginning = inside.readNBytes(4);
        count(beginning.length, packed);
        ByteArrayOutputStream kept = isArchive(beginning) ? new ByteArrayOutputStream() : null;
        if (kept != null) {
            kept.write(beginning);
        }
        byte[] buffer = new byte[16_384];
        for (int read = inside.read(buffer); read >= 0; read = inside.read(buffer)) {
            count(read, packed);
            if (kept != null && kept.size() < MOST_INNER) {
                kept.write(buffer, 0, read);
            }
        }
        if (kept != null) {
            read(kept.toByteArray(), packed, depth + 1);
        }
    }

    private void count(int read, long packed) throws Bomb {
        unpacked += read;
        if (unpacked > MOST_UNPACKED || unpacked > HARMLESS && unpacked > packed * MOST_RATIO) {
            throw new Bomb();
        }
    }

    private static boolean isZip(byte[] content) {
        return content.length >= 4 && content[0] == 'P' && content[1] == 'K' && content[2] == 3 && content[3] == 4;
    }

    private static boolean isGzip(byte[] content) {
        return content.length >= 3 && content[0] == 0x1f && content[1] == (byte) 0x8b && content[2] == 8;
    }

    private static final class Bomb extends IOException {}
}
