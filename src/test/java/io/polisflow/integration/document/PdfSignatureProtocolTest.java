package io.polisflow.integration.document;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.ContractDocuments.ProtocolSheet;
import io.polisflow.crm.contract.DocumentExchange.SignatureFacts;
import io.polisflow.crm.template.Wordings;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.verapdf.gf.foundry.VeraGreenfieldFoundryProvider;
import org.verapdf.pdfa.Foundries;
import org.verapdf.pdfa.PDFAParser;
import org.verapdf.pdfa.PDFAValidator;
import org.verapdf.pdfa.flavours.PDFAFlavour;

/** The protocol of the check of electronic signatures, as a client or a court reads it. */
class PdfSignatureProtocolTest {

    private static final Instant NOW = Instant.parse("2026-11-24T07:00:00Z");

    private final PdfContractDocuments documents = new PdfContractDocuments(
            new CompanyProperties("Страховая компания «Полис»", "7700000000", null, null, null, null, null, null),
            Wordings::delivered);

    private static SignatureFacts facts(boolean ours, String signer, String problem) {
        return new SignatureFacts(
                ours,
                signer,
                signer,
                "7707083893",
                "УЦ «Проверка»",
                "0A1B2C3D4E5F",
                NOW.minusSeconds(86_400),
                NOW.plusSeconds(86_400),
                "ГОСТ Р 34.10-2012, 256 бит",
                NOW.minusSeconds(60),
                problem);
    }

    private static ProtocolSheet sheet(String problem, SignatureFacts... facts) {
        return new ProtocolSheet(
                "ДС-2026-000012",
                "ПАО Сбербанк",
                "7707083893",
                "ДС-2026-000012.pdf",
                70_000,
                "a".repeat(32) + "b".repeat(32),
                "11111111-1111-1111-1111-111111111111",
                "22222222-2222-2222-2222-222222222222",
                NOW.minusSeconds(30),
                NOW,
                ZoneId.of("Europe/Moscow"),
                problem == null,
                problem,
                List.of(facts));
    }

    @Test
    void whatWasCheckedReadsBack() throws Exception {
        byte[] pdf = documents.protocol(
                sheet(null, facts(true, "Страховая компания «Полис»", null), facts(false, "ПАО Сбербанк", null)));
        Files.createDirectories(Path.of("target"));
        Files.write(Path.of("target/protocol-sample.pdf"), pdf);

        assertThat(text(pdf))
                .contains(
                        "Протокол проверки электронных подписей",
                        "Обе подписи действительны",
                        "ДС-2026-000012.pdf, 70000 байт",
                        "24.11.2026 10:00:00 (+03:00)",
                        "0A1B2C3D4E5F",
                        "УЦ «Проверка»",
                        "ГОСТ Р 34.10-2012, 256 бит");
        validate(pdf);
    }

    @Test
    void aSignatureThatSaysNothingOfItselfIsTooBadButNoFault() throws Exception {
        SignatureFacts garbage = new SignatureFacts(
                false, null, null, null, null, null, null, null, null, null, "Файл подписи не читается.");
        SignatureFacts hostile =
                facts(false, "</td><script>alert(1)</script>\u0000 &xxe; ".repeat(5), "<b>Подпись не подходит.</b>");

        byte[] pdf = documents.protocol(sheet("Файл подписи не читается.", garbage, hostile));

        assertThat(text(pdf)).contains("Подписи не приняты. Файл подписи не читается.", "<script>alert(1)");
        validate(pdf);
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static void validate(byte[] pdf) throws Exception {
        VeraGreenfieldFoundryProvider.initialise();
        try (PDFAParser parser =
                        Foundries.defaultInstance().createParser(new ByteArrayInputStream(pdf), PDFAFlavour.PDFA_2_B);
                PDFAValidator validator = Foundries.defaultInstance().createValidator(PDFAFlavour.PDFA_2_B, false)) {
            assertThat(validator.validate(parser).isCompliant()).isTrue();
        }
    }
}
