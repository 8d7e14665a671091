package io.polisflow.web.clients;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.RefusedException;
import io.polisflow.web.TableFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.api.Test;

/** The XML within a workbook may name no file and repeat nothing a billion times. */
class SheetEntitiesTest {

    private static byte[] workbook(String documentType, String cell) throws Exception {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        try (TableFormat.Writer writer = TableFormat.XLSX.writer(plain, "Клиенты")) {
            writer.row(List.of("ИНН", "Название"));
            writer.row(List.of("7700000000", "PLACE"));
        }
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        try (ZipFile from = ZipFile.builder().setByteArray(plain.toByteArray()).get();
                ZipOutputStream to = new ZipOutputStream(changed)) {
            for (ZipArchiveEntry entry : Collections.list(from.getEntries())) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(rewritten(from, entry, documentType, cell));
            }
        }
        return changed.toByteArray();
    }

    private static byte[] rewritten(ZipFile from, ZipArchiveEntry entry, String documentType, String cell)
            throws IOException {
        try (InputStream part = from.getInputStream(entry)) {
            String xml = new String(part.readAllBytes(), StandardCharsets.UTF_8);
            return xml.contains("PLACE")
                    ? xml.replaceFirst("\\?>", "?>" + documentType)
                            .replace("PLACE", cell)
                            .getBytes(StandardCharsets.UTF_8)
                    : xml.getBytes(StandardCharsets.UTF_8);
        }
    }

    private static String read(byte[] workbook) {
        try {
            return TableReader.read(workbook).rows().toString();
        } catch (RefusedException refused) {
            return "refused";
        }
    }

    @Test
    void aPlainWorkbookIsRead() throws Exception {
        assertThat(TableReader.read(workbook("", "Romashka")).rows().toString()).contains("Romashka");
    }

    @Test
    void noFileOfOursIsReadAndNothingGrows() throws Exception {
        String file = "<!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>";
        String laughs =
                "<!DOCTYPE a [<!ENTITY a \"haha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY e \"&b;&b;&b;&b;\">]>";
        for (String type : new String[] {file, laughs}) {
            byte[] workbook = workbook(type, "&e;");
            assertThat(read(workbook)).doesNotContain("root:").doesNotContain("haha");
        }
    }
}
