package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.engine.FormData;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
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
                .put("proposalReference", contract.proposal().reference())
                .put("contractPremium", Rubles.format(contract.premium()))
                .put("contractState", contract.state().label())
                .put("contractTerm", DAY.format(contract.startsOn()) + " — " + DAY.format(contract.endsOn()))
                .put("conditions", contract.specialConditions())
                .put("clientComment", contract.clientComment())
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

    record LineRow(int position, String product, String object, String sumInsured, String deductible, String premium) {}

    record PaymentRow(String dueOn, String amount) {}

    record CheckRow(String role, String employee, String decision, String comment, String at) {}
}
