package io.polisflow.crm.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.document.Files;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What proves the signatures of a contract, and who took it away. */
class SignedFilesTest extends SigningCase {

    @Autowired
    private SignedFiles signedFiles;

    @Autowired
    private Files files;

    private long signed() {
        long id = sent();
        events.receive(entity(id), State.SIGNED, null, clock.instant());
        return id;
    }

    @Test
    void theSetHoldsTheBytesThatWereSentBothSignaturesAndTheProtocol() throws IOException {
        long id = signed();
        contracts.verifySignature(id);

        Map<String, byte[]> set =
                unpacked(signedFiles.pack(id, "Мария Менеджер").content());

        byte[] sent =
                transaction.execute(status -> files.content(contracts.get(id).document()));
        String name = contracts.get(id).number() + ".pdf";
        assertThat(set.keySet())
                .containsExactly(name, name + ".страховщик.sig", name + ".клиент.sig", name + ".протокол.pdf");
        assertThat(set.get(name)).isEqualTo(sent);
        assertThat(set.get(name + ".клиент.sig")).containsExactly(1);
        assertThat(set.get(name + ".страховщик.sig")).containsExactly(2);
        assertThat(text(set.get(name + ".протокол.pdf")))
                .contains("Обе подписи действительны", contracts.get(id).number(), "Петров Пётр Петрович");
        assertThat(history(id)).anyMatch(line -> line.contains("Скачан комплект") && line.contains("Мария Менеджер"));
    }

    @Test
    void aSignatureThatDoesNotFitIsKeptWithItsProtocolAndMakesNoSet() throws IOException {
        long id = signed();
        exchange.signsBadly("Сертификат подписанта отозван.");

        assertThat(contracts.verifySignature(id)).isFalse();

        Contract contract = contracts.get(id);
        assertThat(contract.state()).isEqualTo(Contract.State.INVALID_SIGNATURE);
        assertThat(contract.clientComment()).isEqualTo("Сертификат подписанта отозван.");
        assertThat(contract.signatureFileId()).isNotNull();
        assertThat(text(files.content(files.find(contract.protocolFileId()).orElseThrow())))
                .contains("Подписи не приняты", "Сертификат подписанта отозван.");
        assertThatThrownBy(() -> signedFiles.pack(id, "Мария Менеджер")).isInstanceOf(RefusedException.class);
    }

    @Test
    void aContractThatWasNeverSignedHasNoSet() {
        long id = sent();

        assertThatThrownBy(() -> signedFiles.pack(id, "Мария Менеджер"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("не подписан через ЭДО");
    }

    private static Map<String, byte[]> unpacked(byte[] packed) throws IOException {
        Map<String, byte[]> found = new LinkedHashMap<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(packed))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                found.put(entry.getName(), zip.readAllBytes());
            }
        }
        return found;
    }

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }
}
