package io.polisflow.crm.document;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/**
 * What can be told of a file by looking into it, without running or drawing anything of it.
 *
 * @param danger why it must not be opened, in Russian; null when nothing speaks against it
 * @param warning what whoever opens it should know, in Russian, or null
 */
public record FileInspection(String danger, String warning) {

    /** A page of A3 at 600 dots an inch; drawn, it takes 280 MB. */
    static final long MOST_PIXELS = 70_000_000;

    static final String PDF_SCRIPTS = "в документе PDF есть сценарии: открывайте его с осторожностью";

    private static final Set<String> PROGRAMS = Set.of(
            "exe", "com", "scr", "pif", "bat", "cmd", "msi", "msp", "dll", "cpl", "jar", "js", "jse", "vbs", "vbe",
            "wsf", "wsh", "hta", "ps1", "psm1", "lnk", "reg", "sh", "app", "apk", "iso", "img", "chm");

    private static final List<byte[]> PROGRAM_BEGINNINGS = List.of(
            new byte[] {0x7f, 'E', 'L', 'F'},
            new byte[] {(byte) 0xca, (byte) 0xfe, (byte) 0xba, (byte) 0xbe},
            new byte[] {(byte) 0xcf, (byte) 0xfa, (byte) 0xed, (byte) 0xfe},
            new byte[] {'#', '!', '/'});

    private static final byte[] COMPOUND_MACROS = "_VBA_PROJECT".getBytes(StandardCharsets.UTF_16LE);

    /**
     * @param name as whoever sends the file calls it, or null
     * @param declared media type that the sender tells, or null
     */
    public static FileInspection of(String name, String declared, byte[] content) {
        String called = name == null || name.isBlank() ? "Файл" : "Файл «" + name + "»";
        return new FileInspection(
                danger(name, content).map(why -> called + " " + why).orElse(null),
                PdfScripts.in(content)
                        ? PDF_SCRIPTS
                        : mismatch(name, declared, content).orElse(null));
    }

    private static Optional<String> danger(String name, byte[] content) {
        if (FileFormat.hasMacros(content) || isCompoundWithMacros(content)) {
            return Optional.of("содержит макросы: сохраните документ без них");
        }
        // What is surely a document is kept under the name of one, whatever it was called.
        boolean document = FileFormat.of(content).isPresent();
        if (name != null && isProgram(name) && !document || isProgram(content)) {
            return Optional.of("не принят: это программа");
        }
        if (Archives.isArchive(content)) {
            Archives.Content inside = Archives.of(content);
            if (inside.bomb()) {
                return Optional.of(
                        "не распаковывается в разумных пределах: пришлите его содержимое отдельными файлами");
            }
            if (inside.macros()) {
                return Optional.of("содержит макросы: сохраните документ без них");
            }
            if (!inside.programs().isEmpty()) {
                return Optional.of(
                        "не принят: содержит программу «" + inside.programs().get(0) + "»");
            }
        }
        if (pixels(content) > MOST_PIXELS) {
            return Optional.of("— снимок больше " + MOST_PIXELS / 1_000_000 + " млн точек: уменьшите разрешение");
        }
        return Optional.empty();
    }

    /** A file that says it is of a format, and is not; what says nothing of itself is taken by its content. */
    private static Optional<String> mismatch(String name, String declared, byte[] content) {
        if (content.length == 0) {
            return Optional.empty();
        }
        Optional<FileFormat> told = FileFormat.named(name).or(() -> FileFormat.declared(declared));
        Optional<FileFormat> real = FileFormat.of(content);
        boolean lies = told.isPresent() && !real.map(FileFormat::kind).equals(told.map(FileFormat::kind));
        return lies
                ? Optional.of("назван как " + told.get() + ", но внутри другое: открывайте с осторожностью")
                : Optional.empty();
    }

    static boolean isProgram(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        // Windows leaves trailing dots and spaces out, and opens by what stands before them.
        return PROGRAMS.contains(plain.replaceAll("[. ]+$", "").replaceAll(".*\\.", "")) && plain.contains(".");
    }

    private static boolean isProgram(byte[] content) {
        boolean windows = startsWith(content, new byte[] {'M', 'Z'})
                && FileFormat.contains(
                        Arrays.copyOf(content, Math.min(content.length, 4096)), new byte[] {'P', 'E', 0, 0});
        return windows || PROGRAM_BEGINNINGS.stream().anyMatch(begin -> startsWith(content, begin));
    }

    private static boolean isCompoundWithMacros(byte[] content) {
        return startsWith(content, new byte[] {(byte) 0xd0, (byte) 0xcf, 0x11, (byte) 0xe0})
                && FileFormat.contains(content, COMPOUND_MACROS);
    }

    /** As the picture tells of itself; nothing is drawn for it. */
    private static long pixels(byte[] content) {
        try (ImageInputStream image = ImageIO.createImageInputStream(new ByteArrayInputStream(content))) {
            Iterator<ImageReader> readers = ImageIO.getImageReaders(image);
            if (!readers.hasNext()) {
                return 0;
            }
            ImageReader reader = readers.next();
            try {
                reader.setInput(image, true, true);
                return (long) reader.getWidth(0) * reader.getHeight(0);
            } finally {
                reader.dispose();
            }
        } catch (IOException | RuntimeException e) {
            // Broken: no viewer will draw it either.
            return 0;
        }
    }

    private static boolean startsWith(byte[] content, byte[] beginning) {
        return content.length >= beginning.length
                && Arrays.equals(content, 0, beginning.length, beginning, 0, beginning.length);
    }
}
