package io.polisflow.integration.document;

import io.polisflow.crm.contract.ContractDocuments;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Prints a contract through the template {@code templates/documents/contract.html}, which an analyst may edit. */
@Component
class PdfContractDocuments implements ContractDocuments {

    private final CompanyProperties company;
    private final HtmlToPdf htmlToPdf = new HtmlToPdf();

    PdfContractDocuments(CompanyProperties company) {
        this.company = company;
    }

    /** @return the same bytes for the same sheet, company and templates, so that a repeated job changes nothing */
    @Override
    public byte[] render(ContractSheet sheet) {
        return htmlToPdf.render(
                "contract", Map.of("company", company, "contract", ContractView.of(sheet)), sheet.date());
    }

    @Override
    public byte[] protocol(ProtocolSheet sheet) {
        return htmlToPdf.render(
                "protocol",
                Map.of("company", company, "protocol", ProtocolView.of(sheet)),
                sheet.checkedAt().atZone(sheet.zone()).toLocalDate());
    }
}
