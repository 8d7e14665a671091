package io.polisflow.integration.document;

import io.polisflow.crm.proposal.ProposalDocuments;
import java.util.Map;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Prints a proposal through the template {@code templates/documents/proposal.html}, which an analyst may edit. */
@Component
@EnableConfigurationProperties(CompanyProperties.class)
class PdfProposalDocuments implements ProposalDocuments {

    private final CompanyProperties company;
    private final HtmlToPdf htmlToPdf = new HtmlToPdf();

    PdfProposalDocuments(CompanyProperties company) {
        this.company = company;
    }

    /** @return the same bytes for the same sheet, company and templates, so that a repeated job changes nothing */
    @Override
    public byte[] render(ProposalSheet sheet) {
        return htmlToPdf.render(
                "proposal", Map.of("company", company, "proposal", ProposalView.of(sheet)), sheet.date());
    }
}
