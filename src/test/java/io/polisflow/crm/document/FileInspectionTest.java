package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileInspectionTest {

    private static final byte[] PDF = bytes("%PDF-1.7\n1 0 obj\n<< /Type /Catalog >>\nendobj\n");
    private static final int MEGABYTE = 1 << 20;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static String danger(String name, byte[] content) {
        return FileInspection.of(name, null, content).danger();
    }

    @Test
    void whatIsPlainIsLetThrough() throws IOException {
        byte[] docx =
                zip(Map.of("word/document.xml", bytes("<w:document/>"), "[Content_Types].xml", bytes("<Types/>")));

        for (FileInspection seen : new FileInspection[] {
            FileInspection.of("Договор.pdf", "application/pdf", PDF),
            FileInspection.of("Договор.docx", null, docx),
            FileInspection.of("Список.zip", "application/zip", zip(Map.of("a/список.txt", bytes("да")))),
            FileInspection.of("Без имени", null, bytes("текст")),
            FileInspection.of("MZ.csv", "text/csv", bytes("MZ;ИНН\n")),
            FileInspection.of(null, null, new byte[0])
        }) {
            assertThat(seen.danger()).isNull();
            assertThat(seen.warning()).isNull();
        }
    }

    @Test
    void aNameThatPromisesAnotherFormatIsToldOf() {
        assertThat(FileInspection.of("Скан.pdf", null, bytes("<html>")).warning())
                .contains("назван как PDF");
        assertThat(FileInspection.of("Скан", "application/pdf", bytes("<html>")).warning())
                .contains("назван как PDF");
        assertThat(FileInspection.of("Скан.jpg", null, PDF).warning()).contains("назван как JPEG");
        // Which of two pictures it is, no program minds.
        assertThat(FileInspection.of("Скан.png", null, bytes("\u00FF\u00D8\u00FF\u00E0"))
                        .warning())
                .isNull();
    }

    @Test
    void aDocumentCalledAProgramIsADocument() {
        assertThat(danger("скан.pdf.exe", PDF)).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"счёт.exe", "счёт.pdf.js", "счёт.SCR", "счёт.bat. ", "счёт.lnk"})
    void aProgramIsToldByItsName(String name) {
        assertThat(danger(name, bytes("что угодно"))).contains("программа");
    }

    @Test
    void aProgramIsToldByItsContent() {
        byte[] windows = new byte[256];
        windows[0] = 'M';
        windows[1] = 'Z';
        windows[128] = 'P';
        windows[129] = 'E';

        assertThat(danger("счёт.txt", windows)).contains("программа");
        assertThat(danger("счёт.txt", bytes("\u007fELF\u0002\u0001"))).contains("программа");
        assertThat(danger("счёт.txt", bytes("#!/bin/sh\nrm -rf /"))).contains("программа");
    }

    @Test
    void macrosAreFoundInNewAndOldOfficeFilesAndInAnArchiveOfThem() throws IOException {
        byte[] docx = zip(Map.of("word/document.xml", bytes("<w/>"), "word/vbaProject.bin", bytes("x")));
        byte[] odt = zip(Map.of(
                "mimetype", bytes("application/vnd.oasis.opendocument.text"), "Basic/script-lc.xml", bytes("<x/>")));
        byte[] doc = bytes("\u00D0\u00CF\u0011\u00E0\u00A1\u00B1\u001A\u00E1"
                + new String("_VBA_PROJECT".getBytes(StandardCharsets.UTF_16LE), StandardCharsets.ISO_8859_1));

        assertThat(danger("a.docx", docx)).contains("макросы");
        assertThat(danger("a.odt", odt)).contains("макросы");
        assertThat(danger("a.doc", doc)).contains("макросы");
        assertThat(danger("a.zip", zip(Map.of("в/a.docx", docx)))).contains("макросы");
        assertThat(danger("a.zip", zip(Map.of("в/a.exe", bytes("x"))))).contains("содержит программу «в/a.exe»");
    }

    @Test
    void anArchiveThatUnpacksToMuchMoreThanItselfIsRefused() throws IOException {
        byte[] zeros = new byte[30 * MEGABYTE];
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(zeros);
        }

        assertThat(danger("a.zip", zip(Map.of("a", zeros)))).contains("не распаковывается");
        assertThat(danger("a.gz", packed.toByteArray())).contains("не распаковывается");
        assertThat(danger("a.xlsx", zip(Map.of("xl/workbook.xml", bytes("x"), "xl/sheet1.xml", zeros))))
                .contains("не распаковывается");
        assertThat(danger("a.zip", zip(Map.of("b.zip", zip(Map.of("a", zeros))))))
                .contains("не распаковывается");
        assertThat(danger("a.zip", zip(Map.of("a", new byte[5 * MEGABYTE])))).isNull();
    }

    @Test
    void archivesWithinArchivesAreFollowedToAnEnd() throws IOException {
        byte[] nested = zip(Map.of("a.txt", bytes("да")));
        for (int depth = 2; depth <= Archives.DEEPEST; depth++) {
            nested = zip(Map.of("a.zip", nested));
        }
        assertThat(danger("a.zip", nested)).isNull();
        assertThat(danger("a.zip", zip(Map.of("a.zip", nested)))).contains("не распаковывается");
    }

    @Test
    void aBrokenArchiveIsNoFault() throws IOException {
        byte[] whole = zip(Map.of("a.txt", bytes("да")));
        assertThat(danger("a.zip", java.util.Arrays.copyOf(whole, whole.length - 20)))
                .isNull();
    }

    @Test
    void aPictureIsMeasuredAndNotDrawn() throws IOException {
        assertThat(danger("a.png", png(20_000, 20_000))).contains("снимок больше");
        assertThat(danger("a.png", png(5_000, 7_000))).isNull();
        ByteArrayOutputStream small = new ByteArrayOutputStream();
        ImageIO.write(new BufferedImage(10, 10, BufferedImage.TYPE_INT_RGB), "jpg", small);
        assertThat(danger("a.jpg", small.toByteArray())).isNull();
    }

    /** The head alone: a picture that large could not be made here. */
    private static byte[] png(int width, int height) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(bytes("\u0089PNG\r\n\u001A\n"));
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        var data = new java.io.DataOutputStream(head);
        data.writeBytes("IHDR");
        data.writeInt(width);
        data.writeInt(height);
        data.write(new byte[] {8, 2, 0, 0, 0});
        CRC32 sum = new CRC32();
        sum.update(head.toByteArray());
        var file = new java.io.DataOutputStream(out);
        file.writeInt(13);
        file.write(head.toByteArray());
        file.writeInt((int) sum.getValue());
        return out.toByteArray();
    }

    @Test
    void scriptsInAPdfAreToldHoweverTheyAreWritten() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflater = new DeflaterOutputStream(packed)) {
            deflater.write(bytes("1 0 << /S /JavaScript /JS (app.alert\\(1\\)) >>"));
        }
        String plain = "%PDF-1.7\n1 0 obj << /OpenAction << /S /JavaScript /JS (x) >> >> endobj";
        String spelt = "%PDF-1.7\n1 0 obj << /OpenAction << /S /#4aavaScript >> >> endobj";
        String inside = "%PDF-1.7\n5 0 obj << /Type /ObjStm /Filter /FlateDecode >>\nstream\n"
                + packed.toString(StandardCharsets.ISO_8859_1) + "\nendstream";

        for (String pdf : new String[] {plain, spelt, inside}) {
            FileInspection seen = FileInspection.of("a.pdf", null, bytes(pdf));
            assertThat(seen.danger()).isNull();
            assertThat(seen.warning()).contains("сценарии");
        }
        assertThat(FileInspection.of("a.pdf", null, bytes("%PDF-1.7 /JSX /Launcher"))
                        .warning())
                .isNull();
    }
}
