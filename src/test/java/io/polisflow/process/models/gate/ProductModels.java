package io.polisflow.process.models.gate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The models of the product as they lie in the repository, whole or with one thing otherwise. */
public final class ProductModels {

    private ProductModels() {}

    public static List<ModelFile> all() {
        try (Stream<Path> models = Files.walk(Path.of("bpmn"));
                Stream<Path> forms = Files.walk(Path.of("forms"))) {
            return Stream.concat(models, forms)
                    .filter(Files::isRegularFile)
                    .map(path -> path.toString().replace('\\', '/'))
                    .sorted()
                    .map(ProductModels::file)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ModelFile file(String path) {
        return new ModelFile(path, bytes(path));
    }

    static String text(String path) {
        return new String(bytes(path), StandardCharsets.UTF_8);
    }

    /** The file under another name. */
    static ModelFile renamed(String path, String name) {
        return new ModelFile(name, bytes(path));
    }

    static ModelFile changed(String path, String good, String bad) {
        String text = text(path);
        if (!text.contains(good)) {
            throw new IllegalArgumentException(path + " holds no " + good);
        }
        return new ModelFile(path, text.replace(good, bad).getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] bytes(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
