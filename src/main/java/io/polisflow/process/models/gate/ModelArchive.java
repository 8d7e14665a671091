package io.polisflow.process.models.gate;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Unpacks a set of models that was sent as one zip, and stops before an archive could fill the memory. */
public final class ModelArchive {

    private static final String RULE = "archive";
    private static final String TYPE = "file-type";

    /** Entries that say they are in UTF-8 are read so; Russian Windows writes the others in its old DOS code page. */
    private static final Charset NAMES = Charset.forName("IBM866");

    /** A folder around the models, such as archives of whole repositories have, is no part of their paths. */
    private static final Pattern MODEL =
            Pattern.compile("(?:.*/)?(bpmn/[^/]+\\.(?:bpmn|dmn)|forms/[^/]+/[^/]+\\.form|templates/[^/]+\\.txt)");

    private static final Pattern BARE = Pattern.compile("(?:.*/)?([^/]+\\.(?:bpmn|dmn|form))");

    private final String name;
    private final Findings findings = new Findings();
    private final List<ModelFile> files = new ArrayList<>();

    private ModelArchive(String name) {
        this.name = name;
    }

    /**
     * What came out of the archive.
     *
     * @param files the models in it, none when the archive was refused
     * @param findings what is wrong with the archive itself
     */
    public record Unpacked(List<ModelFile> files, List<Finding> findings) {}

    /** @return whether the file is an archive by its name */
    public static boolean isArchive(String name) {
        return name.toLowerCase(Locale.ROOT).endsWith(".zip");
    }

    /** @param name what the archive is called in findings */
    public static Unpacked unpack(String name, byte[] content) {
        ModelArchive archive = new ModelArchive(name);
        archive.read(content);
        return new Unpacked(List.copyOf(archive.files), archive.findings.all());
    }

    private void read(byte[] content) {
        int entries = 0;
        long left = ModelLimits.SET_BYTES;
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content), NAMES)) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (++entries > ModelLimits.FILES * 4) {
                    refuse("В архиве слишком много файлов", "Положите в архив только папки bpmn и forms.");
                    return;
                }
                // Sizes that an entry tells of itself are the sender's word: only what has been inflated counts.
                byte[] inflated = zip.readNBytes((int) Math.min(left + 1, Integer.MAX_VALUE));
                left -= inflated.length;
                if (left < 0) {
                    refuse(
                            "Архив распаковывается больше чем в " + ModelLimits.megabytes(ModelLimits.SET_BYTES),
                            "Положите в архив только модели: так много они не занимают.");
                    return;
                }
                String path = entry.getName().replace('\\', '/');
                if (path.contains("../")) {
                    refuse(
                            "Путь «%s» выводит из архива наружу".formatted(path),
                            "Соберите архив заново обычной программой.");
                    return;
                }
                if (!entry.isDirectory()) {
                    add(path, inflated);
                }
            }
        } catch (IOException | IllegalArgumentException e) {
            refuse("Архив повреждён или закрыт паролем", "Соберите обычный архив zip заново.");
            return;
        }
        if (files.isEmpty()) {
            refuse("В архиве нет ни одной модели", "Положите в него папки bpmn и forms с файлами .bpmn, .dmn и .form.");
        }
    }

    private void add(String path, byte[] content) {
        Matcher model = MODEL.matcher(path);
        Matcher bare = BARE.matcher(path);
        if (path.startsWith("__MACOSX/") || path.endsWith("/.DS_Store")) {
            return;
        }
        if (model.matches()) {
            files.add(new ModelFile(model.group(1), content));
        } else if (bare.matches()) {
            files.add(new ModelFile(bare.group(1), content));
        } else {
            findings.warning(
                    TYPE,
                    Place.of(name),
                    "Файл «%s» из архива — не модель и пропущен".formatted(path),
                    "В архиве нужны только файлы .bpmn, .dmn и .form.");
        }
    }

    private void refuse(String problem, String remedy) {
        files.clear();
        findings.error(RULE, Place.of(name), problem, remedy);
    }
}
