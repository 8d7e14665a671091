package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A text of somebody else's that begins like a formula is run by no spreadsheet. */
class TableFormatTest {

    private static byte[] written(TableFormat format, String text) throws Exception {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (TableFormat.Writer writer = format.writer(out, "Список")) {
            writer.row(List.of("Название"));
            writer.row(List.of(text));
        }
        return out.toByteArray();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=1+1",
                "+1+1",
                "-1+1",
                "@SUM(1)",
                "\t=1+1",
                "\r=1+1",
                "\n=1+1",
                "=cmd|' /C calc'!A0",
                "\uFF1D1+1",
                "=HYPERLINK(\"x\")"
            })
    void aFormulaIsText(String formula) throws Exception {
        String csv = new String(written(TableFormat.CSV, formula), StandardCharsets.UTF_8);
        assertThat(csv.split("\r\n", 2)[1]).matches("(?s)\"?'.*");

        try (ZipFile book = ZipFile.builder()
                        .setByteArray(written(TableFormat.XLSX, formula))
                        .get();
                InputStream sheet = book.getInputStream(book.getEntry("xl/worksheets/sheet1.xml"))) {
            assertThat(new String(sheet.readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain("<f>")
                    .containsPattern("<c r=\"A2\"[^>]* t=\"(s|inlineStr)\"");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"-5", "+74951234567", "ООО «Ромашка»", "a=b"})
    void whatIsNoneStaysAsItIs(String text) throws Exception {
        assertThat(new String(written(TableFormat.CSV, text), StandardCharsets.UTF_8).split("\r\n")[1])
                .isEqualTo(text);
    }
}
