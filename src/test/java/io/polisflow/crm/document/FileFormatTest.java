package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FileFormatTest {

    /** An office document in small: an archive with parts of those names. */
    private static byte[] archive(String... parts) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            for (String part : parts) {
                zip.putNextEntry(new ZipEntry(part));
                zip.write("<xml/>".getBytes(StandardCharsets.UTF_8));
            }
        }
        return bytes.toByteArray();
    }

    private static byte[] compound(String stream) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(HexFormat.of().parseHex("D0CF11E0A1B11AE1"));
        bytes.write(new byte[512]);
        bytes.write(stream.getBytes(StandardCharsets.UTF_16LE));
        return bytes.toByteArray();
    }

    @ParameterizedTest
    @CsvSource({
        "255044462D312E37, PDF",
        "FFD8FFE000104A46, JPEG",
        "89504E470D0A1A0A, PNG",
    })
    void theFirstBytesTell(String hex, FileFormat format) {
        assertThat(FileFormat.of(HexFormat.of().parseHex(hex))).contains(format);
    }

    @ParameterizedTest
    @CsvSource({
        "word/document.xml, DOCX",
        "xl/workbook.xml, XLSX",
        "ppt/presentation.xml, PPTX",
    })
    void anArchiveIsWhatItsPartsMakeIt(String part, FileFormat format) throws IOException {
        assertThat(FileFormat.of(archive("[Content_Types].xml", part))).contains(format);
    }

    @Test
    void formatsOfOtherOfficesAndOfYesterdayAreKnown() throws IOException {
        byte[] text = "PK\u0003\u0004..........mimetypeapplication/vnd.oasis.opendocument.text"
                .getBytes(StandardCharsets.ISO_8859_1);

        assertThat(FileFormat.of(text)).contains(FileFormat.ODT);
        assertThat(FileFormat.of(compound("WordDocument"))).contains(FileFormat.DOC);
        assertThat(FileFormat.of(compound("Workbook"))).contains(FileFormat.XLS);
    }

    @Test
    void programsAndWhatNobodyKnowsAreNotTaken() throws IOException {
        byte[] macros = archive("word/document.xml", "word/vbaProject.bin");

        assertThat(FileFormat.of(macros)).isEmpty();
        assertThat(FileFormat.hasMacros(macros)).isTrue();
        assertThat(FileFormat.hasMacros(archive("word/document.xml"))).isFalse();
        assertThat(FileFormat.of(archive("evil.exe"))).isEmpty();
        assertThat(FileFormat.of(compound("Contents"))).isEmpty();
        assertThat(FileFormat.of("MZ program".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(FileFormat.of("<html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
        assertThat(FileFormat.of(new byte[0])).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Отчёт.pdf, DOCX, Отчёт.docx",
        "Отчёт.docx.pdf, PDF, Отчёт.pdf",
        "Отчёт, XLSX, Отчёт.xlsx",
        "вирус.pdf.exe, PDF, вирус.pdf.exe.pdf",
        ".jpg, JPEG, Файл.jpg",
        ", PNG, Файл.png",
    })
    void theNameEndsAsTheContentIs(String given, FileFormat format, String name) {
        assertThat(format.name(given, "Файл")).isEqualTo(name);
    }
}
