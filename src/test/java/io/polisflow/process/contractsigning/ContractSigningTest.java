package io.polisflow.process.contractsigning;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;

/** A deal whose client has the approved proposal and agrees. */
abstract class ContractSigningTest extends ProcessTest {

    @Autowired
    protected Contracts contracts;

    @Autowired
    protected SigningEvents signingEvents;

    @Autowired
    protected Policies policies;

    @Autowired
    protected DealProcess dealProcess;

    protected String deal;
    protected String owner;

    @BeforeEach
    void theClientAgrees() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        Map<String, Object> warehouse =
                with("product", "property", "object", "Склад", "sumInsured", "10000000", "deductible", "50000");
        Map<String, Object> office = with("product", "property", "object", "Офис", "sumInsured", "5000000");
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                with("startsOn", "2027-01-01", "termMonths", 12, "lines", List.of(warehouse, office)));
        List<String> risk = List.of("warehouse", "Подольск", "1200", "2010", "true");
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_FILL_RISK_PARAMETERS,
                with(
                        "parameters",
                        riskParameters(
                                deal,
                                java.util.stream.Stream.concat(risk.stream(), risk.stream())
                                        .toList())));
        runJob(deal, ProposalPreparation.TASK_CALCULATE_PREMIUM);
        complete(owner, deal, ProposalPreparation.TASK_REVIEW_CALCULATION, with("calculation", "accept"));
        Map<String, Object> approve = with("decision", "approve");
        complete("underwriter", deal, ProposalApproval.TASK_CHECK_TARIFF, approve);
        complete("lawyer", deal, ProposalApproval.TASK_CHECK_TERMS, approve);
        complete("head", deal, ProposalApproval.TASK_APPROVE_DISCOUNT, approve);
        runJob(deal, ProposalPreparation.TASK_MAKE_DOCUMENT);
        complete(
                owner,
                deal,
                ProposalPreparation.TASK_SEND_PROPOSAL,
                with("recipients", "client@example.ru", "subject", "КП", "body", "Во вложении"));
        runJob(deal, ProposalPreparation.TASK_DELIVER_PROPOSAL);
        dealProcess.agree(deal);
    }

    protected static Map<String, Object> terms(Object... instalments) {
        return with(
                "terms",
                "keep",
                "startsOn",
                "2027-01-01",
                "endsOn",
                "2027-12-31",
                "instalments",
                instalments.length == 0
                        ? List.of(with("dueOn", "2027-01-01", "amount", "150000"))
                        : List.of(instalments));
    }

    protected void prepare() {
        complete(owner, deal, ContractSigning.TASK_PREPARE_CONTRACT, terms());
    }

    protected void check(String user, String task) {
        complete(user, deal, task, with("decision", "pass"));
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
    }

    protected void passChecks() {
        check("lawyer", ContractSigning.TASK_CHECK_TERMS);
        check("underwriter", ContractSigning.TASK_CHECK_RISK);
    }

    protected void send() {
        prepare();
        passChecks();
        runJob(deal, ContractSigning.TASK_MAKE_DOCUMENT);
        runJob(deal, ContractSigning.TASK_FIND_BOX);
        runJob(deal, ContractSigning.TASK_SEND_TO_SIGN);
    }

    protected Contract contract() {
        return transaction.execute(status -> {
            Contract newest = contracts.of(deal(deal)).get(0);
            newest.lines().size();
            newest.instalments().size();
            return newest;
        });
    }

    protected List<Policy> issued() {
        return transaction.execute(status -> policies.of(deal(deal)));
    }
}
