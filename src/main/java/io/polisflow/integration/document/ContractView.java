package io.polisflow.integration.document;

import static io.polisflow.integration.document.RussianFormat.amount;
import static io.polisflow.integration.document.RussianFormat.money;

import io.polisflow.crm.contract.ContractDocuments.ClientBlock;
import io.polisflow.crm.contract.ContractDocuments.ContractSheet;
import io.polisflow.crm.contract.ContractDocuments.SheetLine;
import java.util.List;

/** What {@code contract.html} may print: every value ready to read, null where there is nothing to say. */
record ContractView(
        String number,
        String dealNumber,
        String proposalReference,
        String date,
        ClientBlock client,
        String startsOn,
        String endsOn,
        List<LineView> lines,
        String totalSumInsured,
        String totalPremium,
        String totalPremiumInWords,
        List<PaymentView> payments,
        List<String> specialConditions,
        String managerName) {

    record LineView(
            int position,
            String productName,
            String object,
            List<Parameter> parameters,
            String sumInsured,
            String deductible,
            String premium) {}

    record Parameter(String label, String value) {}

    record PaymentView(int position, String dueOn, String amount) {}

    static ContractView of(ContractSheet sheet) {
        ClientBlock client = sheet.client();
        List<PaymentView> payments = new java.util.ArrayList<>();
        sheet.payments()
                .forEach(payment -> payments.add(new PaymentView(
                        payments.size() + 1, RussianFormat.date(payment.dueOn()), money(payment.amount()))));
        return new ContractView(
                sheet.number(),
                sheet.dealNumber(),
                sheet.proposalReference(),
                RussianFormat.date(sheet.date()),
                new ClientBlock(
                        client.name(),
                        told(client.inn()),
                        told(client.kpp()),
                        told(client.ogrn()),
                        told(client.address()),
                        told(client.headPosition()),
                        told(client.headName())),
                RussianFormat.date(sheet.startsOn()),
                RussianFormat.date(sheet.endsOn()),
                sheet.lines().stream().map(ContractView::line).toList(),
                money(sheet.totalSumInsured()),
                money(sheet.totalPremium()),
                RublesInWords.of(sheet.totalPremium()),
                payments,
                told(sheet.specialConditions()) == null
                        ? List.of()
                        : sheet.specialConditions()
                                .lines()
                                .map(String::strip)
                                .filter(text -> !text.isEmpty())
                                .toList(),
                told(sheet.managerName()));
    }

    private static LineView line(SheetLine line) {
        return new LineView(
                line.position(),
                line.productName(),
                line.object(),
                line.parameters().entrySet().stream()
                        .map(parameter -> new Parameter(parameter.getKey(), parameter.getValue()))
                        .toList(),
                amount(line.sumInsured()),
                line.deductible().signum() == 0 ? "—" : amount(line.deductible()),
                amount(line.premium()));
    }

    private static String told(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
