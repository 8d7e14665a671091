package io.polisflow.integration.document;

import io.polisflow.crm.contract.ContractDocuments;
import io.polisflow.crm.template.Part;
import io.polisflow.crm.template.Template;
import io.polisflow.crm.template.TextTemplate;
import io.polisflow.crm.template.Wording;
import io.polisflow.crm.template.Wordings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;

/** Prints a contract as it is worded today, laid out by {@code templates/documents/contract.html}. */
@Component
class PdfContractDocuments implements ContractDocuments {

    private final CompanyProperties company;
    private final Wordings wordings;
    private final HtmlToPdf htmlToPdf = new HtmlToPdf();

    PdfContractDocuments(CompanyProperties company, Wordings wordings) {
        this.company = company;
        this.wordings = wordings;
    }

    /** @return the same bytes for the same sheet, company and wording, so that a repeated job changes nothing */
    @Override
    public byte[] render(ContractSheet sheet) {
        return render(sheet, wordings.current(Template.CONTRACT_DOCUMENT));
    }

    @Override
    public byte[] render(ContractSheet sheet, Wording wording) {
        ContractView view = ContractView.of(sheet);
        return htmlToPdf.render(
                "contract", Map.of("company", company, "contract", view, "parts", parts(view, wording)), sheet.date());
    }

    private List<Part> parts(ContractView view, Wording wording) {
        Map<String, String> values = new HashMap<>();
        values.put("number", view.number());
        values.put("date", view.date());
        values.put("proposalReference", view.proposalReference());
        values.put("clientName", view.client().name());
        values.put("headPosition", view.client().headPosition());
        values.put("headName", view.client().headName());
        values.put("startsOn", view.startsOn());
        values.put("endsOn", view.endsOn());
        values.put("totalPremium", view.totalPremium());
        values.put("totalPremiumInWords", view.totalPremiumInWords());
        values.put("specialConditions", String.join("\n\n", view.specialConditions()));
        values.put("managerName", view.managerName());
        values.put("insurer", company.name());
        return TextTemplate.parse("body", wording.body(), Template.CONTRACT_DOCUMENT.fields())
                .fill(values, Set.of("programme", "totals", "payments", "sides"));
    }

    @Override
    public byte[] protocol(ProtocolSheet sheet) {
        return htmlToPdf.render(
                "protocol",
                Map.of("company", company, "protocol", ProtocolView.of(sheet)),
                sheet.checkedAt().atZone(sheet.zone()).toLocalDate());
    }
}
