package io.polisflow.crm.contract;

import io.polisflow.crm.template.Wording;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** Makes the PDF that both sides sign. */
public interface ContractDocuments {

    /** @return a PDF/A-2b file; the same sheet gives a document with the same content */
    byte[] render(ContractSheet sheet);

    /** The same with another wording, to show what it would make. */
    byte[] render(ContractSheet sheet, Wording wording);

    /** @return a PDF/A-2b file that says what the check of a contract's electronic signatures found */
    byte[] protocol(ProtocolSheet sheet);

    /**
     * @param documentName file name of the signed document
     * @param documentSha256 of its bytes, hexadecimal
     * @param messageId the operator's id of the message; with {@code documentId} it finds the original there
     * @param receivedAt when the operator received the client's signature, or null
     */
    record ProtocolSheet(
            String number,
            String clientName,
            String clientInn,
            String documentName,
            long documentSize,
            String documentSha256,
            String messageId,
            String documentId,
            Instant receivedAt,
            Instant checkedAt,
            ZoneId zone,
            boolean valid,
            String problem,
            List<DocumentExchange.SignatureFacts> signatures) {}

    /**
     * What the contract says; texts are plain, the renderer escapes them.
     *
     * @param number e.g. {@code ДС-2026-000012}
     * @param proposalReference the proposal that it was made of, e.g. {@code KP-2026-000012/1}
     * @param endsOn last day of cover
     * @param totalPremium rubles, scale 2
     */
    record ContractSheet(
            String number,
            String dealNumber,
            String proposalReference,
            LocalDate date,
            ClientBlock client,
            LocalDate startsOn,
            LocalDate endsOn,
            List<SheetLine> lines,
            BigDecimal totalSumInsured,
            BigDecimal totalPremium,
            List<Payment> payments,
            String specialConditions,
            String managerName) {}

    /** Requisites that are not known are null and leave no empty line. */
    record ClientBlock(
            String name, String inn, String kpp, String ogrn, String address, String headPosition, String headName) {}

    /** @param parameters the risk parameters as a person reads them: label → value, in catalogue order */
    record SheetLine(
            int position,
            String productName,
            String object,
            Map<String, String> parameters,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal premium) {}

    /** @param amount rubles, scale 2 */
    record Payment(LocalDate dueOn, BigDecimal amount) {}
}
