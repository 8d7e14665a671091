package io.polisflow.process.contractsigning;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.ProposalReadout.Figure;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.request.RequestFacts.Fact;
import io.polisflow.process.engine.FormData;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** Shows a contract in the forms of its model. */
@Component
class ContractOnForms {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Contracts contracts;
    private final Staff staff;
    private final Clock clock;

    ContractOnForms(Contracts contracts, Staff staff, Clock clock) {
        this.contracts = contracts;
        this.staff = staff;
        this.clock = clock;
    }

    Contract show(FormData form, VariableScope scope) {
        Contract contract = contracts.get(ContractSigning.CONTRACT_ID.get(scope));
        form.put("contractNumber", contract.number())
                .put("contractPremium", Rubles.format(contract.premium()))
                .put("figures", figures(contract))
                .put("keyFacts", keyFacts(contract))
                .put("conditions", orNothing(contract.specialConditions()))
                .put("clientComment", orNothing(contract.clientComment()))
                .put(
                        "contractLines",
                        contract.lines().stream()
                                .map(line -> new LineRow(
                                        line.position(),
                                        line.product().name(),
                                        line.object(),
                                        Rubles.format(line.sumInsured()),
                                        Rubles.format(line.deductible()),
                                        Rubles.format(line.premium())))
                                .toList())
                .put(
                        "payments",
                        contract.instalments().stream()
                                .map(payment ->
                                        new PaymentRow(DAY.format(payment.dueOn()), Rubles.format(payment.amount())))
                                .toList())
                .put(
                        "checks",
                        contracts.checksOf(contract.id()).stream()
                                .map(check -> new CheckRow(
                                        check.role().label(),
                                        staff.nameOf(check.checkedBy()),
                                        check.passed() ? "замечаний нет" : "вернул",
                                        check.comment() == null ? "" : check.comment(),
                                        DAY.format(check.checkedAt().atZone(clock.getZone()))))
                                .toList());
        return contract;
    }

    private static List<Figure> figures(Contract contract) {
        return List.of(
                new Figure("Премия", Rubles.format(contract.premium())),
                new Figure("Страховая сумма", Rubles.format(contract.sumInsured())),
                new Figure("Платежей", String.valueOf(contract.instalments().size())));
    }

    private static List<Fact> keyFacts(Contract contract) {
        Client client = contract.deal().client();
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Клиент", client.name()));
        if (client.inn() != null) {
            facts.add(new Fact("ИНН / КПП", client.inn() + (client.kpp() == null ? "" : " / " + client.kpp())));
        }
        facts.add(new Fact("Срок", DAY.format(contract.startsOn()) + " — " + DAY.format(contract.endsOn())));
        facts.add(new Fact("Состояние", contract.state().label()));
        facts.add(new Fact("КП", contract.proposal().reference()));
        return facts;
    }

    /** A form's text would write «null». */
    private static String orNothing(String text) {
        return text == null ? "" : text;
    }

    record LineRow(int position, String product, String object, String sumInsured, String deductible, String premium) {}

    record PaymentRow(String dueOn, String amount) {}

    record CheckRow(String role, String employee, String decision, String comment, String at) {}
}
