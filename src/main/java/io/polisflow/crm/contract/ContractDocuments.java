package io.polisflow.crm.contract;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;

/** Makes the PDF that both sides sign. */
public interface ContractDocuments {

    /** @return a PDF/A-2b file; the same sheet gives a document with the same content */
    byte[] render(ContractSheet sheet);

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
