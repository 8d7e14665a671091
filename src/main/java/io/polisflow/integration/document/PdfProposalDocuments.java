package io.polisflow.integration.document;

import io.polisflow.crm.proposal.ProposalDocuments;
import io.polisflow.crm.template.Part;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.TextTemplate;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Prints a proposal as it is worded today, laid out by {@code templates/documents/proposal.html}. */
@Component
@EnableConfigurationProperties(CompanyProperties.class)
class PdfProposalDocuments implements ProposalDocuments {

    private static final String TEMPLATE = "proposal";

    private final CompanyProperties company;
    private final Wordings wordings;
    private final HtmlToPdf htmlToPdf = new HtmlToPdf();

    PdfProposalDocuments(CompanyProperties company, Wordings wordings) {
        this.company = company;
        this.wordings = wordings;
    }

    /** @return the same bytes for the same sheet, company and wording, so that a repeated job changes nothing */
    @Override
    public byte[] render(ProposalSheet sheet) {
        return render(sheet, wordings.current(Template.PROPOSAL_DOCUMENT));
    }

    @Override
    public byte[] render(ProposalSheet sheet, Wording wording) {
        return htmlToPdf.render(TEMPLATE, model(sheet, wording), sheet.date());
    }

    /** @return the page that is printed, as it is worded today */
    String html(ProposalSheet sheet) {
        return htmlToPdf.html(TEMPLATE, model(sheet, wordings.current(Template.PROPOSAL_DOCUMENT)));
    }

    private Map<String, Object> model(ProposalSheet sheet, Wording wording) {
        ProposalView view = ProposalView.of(sheet);
        return Map.of("company", company, "proposal", view, "parts", parts(view, wording));
    }

    private List<Part> parts(ProposalView view, Wording wording) {
        Map<String, String> values = new HashMap<>();
        values.put("number", view.number());
        values.put("version", String.valueOf(view.version()));
        values.put("date", view.date());
        values.put("validUntil", view.validUntil());
        values.put("clientName", view.client().name());
        values.put("startsOn", view.startsOn());
        values.put("term", view.term());
        values.put("totalPremium", view.totalPremium());
        values.put("totalPremiumInWords", view.totalPremiumInWords());
        values.put("specialConditions", String.join("\n\n", view.specialConditions()));
        values.put("managerName", view.managerName());
        values.put("insurer", company.name());
        return TextTemplate.parse("body", wording.body(), Template.PROPOSAL_DOCUMENT.fields())
                .fill(values, Set.of("parties", "programme", "totals", "signature"));
    }
}
