package io.polisflow.process.models.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.gate.ModelFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever is uploaded: models land under their paths, and everything else is refused in words. */
class ModelUploadTest {

    private static final byte[] XML = "<a/>".getBytes(StandardCharsets.UTF_8);
    private static final byte[] FORM = "{\"id\":\"deal-ask\"}".getBytes(StandardCharsets.UTF_8);

    private final ModelUpload upload = new ModelUpload(new ObjectMapper());

    private List<String> paths(ModelFile... files) {
        return upload.read(List.of(files), Map.of("known", "forms/deal/known.form")).stream()
                .map(ModelFile::path)
                .toList();
    }

    private static ModelFile file(String name, String content) {
        return new ModelFile(name, content.getBytes(StandardCharsets.UTF_8));
    }

    static ModelFile zip(String name, Map<String, byte[]> entries) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(packed, StandardCharsets.UTF_8)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        return new ModelFile(name, packed.toByteArray());
    }

    /** As after a broken connection. */
    private static ModelFile half(ModelFile zip) {
        return new ModelFile(zip.path(), Arrays.copyOf(zip.content(), 46));
    }

    private static Map<String, byte[]> many(int count, String ending, byte[] content) {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            entries.put("bpmn/m" + i + ending, content);
        }
        return entries;
    }

    @Test
    void filesLandWhereTheRepositoryHasThem() {
        assertThat(paths(
                        new ModelFile("deal.bpmn", XML),
                        new ModelFile("C:\\models\\sla.dmn", XML),
                        new ModelFile("ask.form", FORM),
                        file("renamed.form", "{\"id\":\"known\"}"),
                        file("x/forms/lead/check.form", "{}")))
                .containsExactly(
                        "bpmn/deal.bpmn",
                        "bpmn/sla.dmn",
                        "forms/deal/ask.form",
                        "forms/deal/known.form",
                        "forms/lead/check.form");
    }

    @Test
    void anArchiveIsUnpackedWithItsFoldersAndWithoutWhatIsNoModel() {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("polisflow/bpmn/deal.bpmn", XML);
        entries.put("polisflow/forms/deal/ask.form", FORM);
        entries.put("polisflow/README.md", XML);
        entries.put("__MACOSX/bpmn/._deal.bpmn", new byte[] {0});

        assertThat(paths(zip("set.zip", entries))).containsExactly("bpmn/deal.bpmn", "forms/deal/ask.form");
    }

    @Test
    void theWordingOfALetterLandsBesideTheModelsAsItsHistoryKeepsIt() {
        ModelFile typed = file("deal-letter.txt", "\uFEFFО сделке {номер сделки}\r\n\r\n\r\nЗдравствуйте!\r\n\r\n");
        Map<String, byte[]> entries = new LinkedHashMap<>();
        entries.put("polisflow/templates/policy.txt", "Полисы\n\n{полисы}".getBytes(StandardCharsets.UTF_8));
        entries.put("polisflow/README.txt", XML);

        List<ModelFile> read = upload.read(List.of(typed), Map.of());

        assertThat(read).extracting(ModelFile::path).containsExactly("templates/deal-letter.txt");
        assertThat(new String(read.get(0).content(), StandardCharsets.UTF_8))
                .isEqualTo("О сделке {номер сделки}\n\nЗдравствуйте!\n");
        assertThat(paths(zip("set.zip", entries))).containsExactly("templates/policy.txt");
    }

    @Test
    void aPathThatLeadsOutOfTheFoldersIsRefused() {
        for (String path : List.of("../../etc/deal.bpmn", "forms/../ask.form")) {
            assertThatThrownBy(() -> paths(zip("set.zip", Map.of(path, XML))))
                    .isInstanceOf(RefusedException.class)
                    .hasMessageContaining("выводит из архива наружу");
        }
    }

    static Stream<Arguments> bad() {
        return Stream.of(
                Arguments.of(zip("bomb.zip", Map.of("a.bpmn", new byte[50_000_000])), "больше чем в 20 МБ"),
                Arguments.of(zip("bomb.zip", Map.of("a.txt", new byte[50_000_000])), "больше чем в 20 МБ"),
                Arguments.of(zip("bomb.zip", many(30, ".bpmn", new byte[900_000])), "больше чем в 20 МБ"),
                Arguments.of(zip("many.zip", many(300, ".bpmn", XML)), "Файлов больше 200"),
                Arguments.of(zip("many.zip", many(2_100, ".txt", XML)), "слишком много файлов"),
                Arguments.of(zip("nest.zip", Map.of("inner.zip", XML)), "нет ни одной модели"),
                Arguments.of(zip("empty.zip", Map.of("a.txt", XML)), "нет ни одной модели"),
                Arguments.of(file("text.zip", "не архив"), "нет ни одной модели"),
                Arguments.of(half(zip("half.zip", many(20, ".bpmn", XML))), "повреждён"),
                Arguments.of(new ModelFile("huge.bpmn", new byte[1_000_001]), "больше 1 МБ"),
                Arguments.of(file("a.exe", "MZ"), "не модель, не таблица, не форма"),
                Arguments.of(file("a.bpmn", ""), "пуст"),
                Arguments.of(file("a.bpmn", "<a"), "не читается, строка 1"),
                Arguments.of(
                        file("a.bpmn", "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><a>&x;</a>"),
                        "DOCTYPE"),
                Arguments.of(file("a.form", "{\n\"id\": }"), "строка 2"),
                Arguments.of(file("a.form", "[]"), "не форма"),
                Arguments.of(file("a.form", "{}"), "к какому процессу"),
                Arguments.of(file("invoice.txt", "Счёт"), "Письма или документа «invoice.txt» нет"),
                Arguments.of(file("policy.txt", "Полисы\n\n" + "а\n".repeat(2_000)), "не больше 1 000 строк"),
                Arguments.of(file("policy.txt", "Полисы\n\n" + "а".repeat(30_001)), "не больше 30 000 знаков"),
                Arguments.of(new ModelFile("policy.txt", new byte[] {(byte) 0xC3, 0x28}), "кодировке UTF-8"),
                Arguments.of(file("<script>.bpmn", "<a/>"), "Имя файла"));
    }

    @ParameterizedTest
    @MethodSource("bad")
    void whatIsNoGoodIsRefusedInWords(ModelFile file, String why) {
        assertThatThrownBy(() -> paths(file))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining(why);
    }

    @Test
    void nothingAtAllAndTheSameTwiceAreRefused() {
        assertThatThrownBy(this::paths).isInstanceOf(RefusedException.class).hasMessageContaining("Выберите файлы");
        assertThatThrownBy(() -> paths(new ModelFile("deal.bpmn", XML), new ModelFile("old/deal.bpmn", XML)))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("дважды");
    }
}
