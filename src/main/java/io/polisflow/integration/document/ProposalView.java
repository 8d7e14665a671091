package io.polisflow.integration.document;

import static io.polisflow.integration.document.RussianFormat.amount;
import static io.polisflow.integration.document.RussianFormat.money;
import static io.polisflow.integration.document.RussianFormat.percent;

import io.polisflow.crm.proposal.ProposalDocuments.ClientBlock;
import io.polisflow.crm.proposal.ProposalDocuments.ProposalSheet;
import io.polisflow.crm.proposal.ProposalDocuments.SheetLine;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/** What {@code proposal.html} may print: every value ready to read, null where there is nothing to say. */
record ProposalView(
        String number,
        int version,
        String dealNumber,
        String date,
        String validUntil,
        ClientBlock client,
        String startsOn,
        String term,
        List<LineView> lines,
        String totalSumInsured,
        String totalPremium,
        String totalPremiumInWords,
        List<String> specialConditions,
        String managerName,
        String managerEmail,
        String managerPhone) {

    record LineView(
            int position,
            String productName,
            String object,
            List<Parameter> parameters,
            String sumInsured,
            String deductible,
            String tariffRate,
            String discount,
            String premium) {}

    record Parameter(String label, String value) {}

    static ProposalView of(ProposalSheet sheet) {
        ClientBlock client = sheet.client();
        return new ProposalView(
                sheet.number(),
                sheet.version(),
                told(sheet.dealNumber()),
                RussianFormat.date(sheet.date()),
                RussianFormat.date(sheet.validUntil()),
                new ClientBlock(
                        client.name(),
                        told(client.inn()),
                        told(client.kpp()),
                        told(client.ogrn()),
                        told(client.address()),
                        told(client.contactName()),
                        told(client.contactEmail())),
                RussianFormat.date(sheet.startsOn()),
                sheet.termMonths() > 0 ? sheet.termMonths() + "\u00a0мес." : null,
                sheet.lines().stream().map(ProposalView::line).toList(),
                money(sheet.totalSumInsured()),
                money(sheet.totalPremium()),
                sheet.totalPremium() == null ? null : RublesInWords.of(sheet.totalPremium()),
                told(sheet.specialConditions()) == null
                        ? List.of()
                        : sheet.specialConditions()
                                .lines()
                                .map(String::strip)
                                .filter(text -> !text.isEmpty())
                                .toList(),
                told(sheet.managerName()),
                told(sheet.managerEmail()),
                told(sheet.managerPhone()));
    }

    private static LineView line(SheetLine line) {
        Map<String, String> parameters = line.parameters() == null ? Map.of() : line.parameters();
        return new LineView(
                line.position(),
                line.productName(),
                told(line.object()),
                parameters.entrySet().stream()
                        .filter(parameter -> told(parameter.getValue()) != null)
                        .map(parameter -> new Parameter(parameter.getKey(), parameter.getValue()))
                        .toList(),
                orDash(amount(line.sumInsured())),
                orDash(amount(positive(line.deductible()))),
                orDash(percent(line.tariffRate())),
                orDash(percent(positive(line.discountPercent()))),
                orDash(amount(line.premium())));
    }

    private static String told(String text) {
        return text == null || text.isBlank() ? null : text;
    }

    private static BigDecimal positive(BigDecimal number) {
        return number == null || number.signum() == 0 ? null : number;
    }

    private static String orDash(String text) {
        return text == null ? "—" : text;
    }
}
