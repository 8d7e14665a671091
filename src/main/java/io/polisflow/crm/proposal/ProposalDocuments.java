package io.polisflow.crm.proposal;

import io.polisflow.crm.template.Wording;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Makes the client's PDF out of an approved proposal. */
public interface ProposalDocuments {

    /** @return a PDF/A-2b file; the same sheet gives a document with the same content */
    byte[] render(ProposalSheet sheet);

    /** The same with another wording, to show what it would make. */
    byte[] render(ProposalSheet sheet, Wording wording);

    /**
     * What the document says; texts are plain, the renderer escapes them.
     *
     * @param number e.g. {@code KP-2026-000012}
     * @param totalPremium rubles, scale 2
     * @param validUntil last day on which the client may accept
     */
    record ProposalSheet(
            String number,
            int version,
            String dealNumber,
            LocalDate date,
            LocalDate validUntil,
            ClientBlock client,
            LocalDate startsOn,
            int termMonths,
            List<SheetLine> lines,
            BigDecimal totalSumInsured,
            BigDecimal totalPremium,
            String specialConditions,
            String managerName,
            String managerEmail,
            String managerPhone) {}

    /** Requisites that are not known are null and leave no empty line. */
    record ClientBlock(
            String name,
            String inn,
            String kpp,
            String ogrn,
            String address,
            String contactName,
            String contactEmail) {}

    /**
     * @param parameters the risk parameters as a person reads them: label → value, in catalogue order
     * @param tariffRate per cent of the sum insured
     */
    record SheetLine(
            int position,
            String productName,
            String object,
            Map<String, String> parameters,
            BigDecimal sumInsured,
            BigDecimal deductible,
            BigDecimal tariffRate,
            BigDecimal discountPercent,
            BigDecimal premium) {}
}
