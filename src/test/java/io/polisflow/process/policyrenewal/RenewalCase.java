package io.polisflow.process.policyrenewal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.process.ProcessTest;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.springframework.beans.factory.annotation.Autowired;

/** A client with a won deal and its policies, as the signed contract leaves them. */
abstract class RenewalCase extends ProcessTest {

    /** 45 days before it is Tuesday, 16 November 2027. */
    static final LocalDate END = LocalDate.of(2027, 12, 31);

    static final List<String> PROPERTY = List.of("warehouse", "Москва, Складская, 1", "500", "2010", "true");

    @Autowired
    Policies policies;

    @Autowired
    Renewals renewals;

    /** A deal that sold property insurance (and what else is named) to a client whom the registry knows. */
    String wonDeal(String... furtherProducts) {
        return transaction.execute(status -> {
            Client client = clients.findOrCreate(freshInn(), "ООО «Ромашка»");
            clients.checkRequisites(client.id());
            Deal deal = deals.open(
                    client,
                    clients.findOrCreateContact(client, "Пётр Петров", UUID.randomUUID() + "@romashka.example", null),
                    Stage.CONTRACT);
            List<Proposals.LineDraft> lines = new java.util.ArrayList<>();
            lines.add(line("property"));
            for (String product : furtherProducts) {
                lines.add(line(product));
            }
            long proposal = proposals.assemble(
                    deal.number(),
                    null,
                    deal.owner(),
                    new Proposals.Draft(LocalDate.of(2027, 1, 1), 12, "Без осмотра", lines));
            if (furtherProducts.length == 0) {
                proposals.fillIn(proposal, PROPERTY);
            }
            deals.reachStage(deal.number(), Stage.WON);
            return deal.number();
        });
    }

    private static Proposals.LineDraft line(String product) {
        return new Proposals.LineDraft(
                product, "Склад", new BigDecimal("10000000"), new BigDecimal("50000"), new BigDecimal("5"));
    }

    Policy policyOf(String deal, int line, String product, LocalDate end) {
        return transaction.execute(status -> policies.recordIssued(new Policies.Issue(
                "P-" + deal + "-" + line,
                deal + ":" + line,
                deal,
                "DOG-" + deal,
                line,
                product,
                "Склад",
                new BigDecimal("12000000.00"),
                new BigDecimal("50000.00"),
                new BigDecimal("100000.00"),
                end.minusMonths(12).plusDays(1),
                end)));
    }

    Policy policyOf(String deal, LocalDate end) {
        return policyOf(deal, 1, "property", end);
    }

    /** What the signed contract tells as a policy is in force. */
    void inForce(Policy policy) {
        Deal deal = deal(policyDeal(policy));
        Map<String, Object> variables = new HashMap<>();
        variables.put("policyId", policy.id());
        variables.put("policyNumber", policy.number());
        variables.put("dealNumber", deal.number());
        variables.put("dealOwner", deal.owner());
        variables.put("client", deal.client().name());
        runtime.createMessageCorrelation(PolicyRenewal.MESSAGE_POLICY_IN_FORCE)
                .processInstanceBusinessKey(deal.number())
                .setVariables(variables)
                .correlateStartMessage();
    }

    private String policyDeal(Policy policy) {
        return transaction.execute(status -> policies.get(policy.id()).deal().number());
    }

    /** Lets the day come and the registry answer: «Продление договора» is open then. */
    void comeDue(String deal) {
        clock.set(job(deal, PolicyRenewal.EVENT_RENEWAL_DUE).getDuedate().toInstant());
        runJob(deal, PolicyRenewal.EVENT_RENEWAL_DUE);
        runJob(deal, PolicyRenewal.TASK_COMPARE_WITH_REGISTRY);
        assertThat(isOpen(deal, PolicyRenewal.TASK_RENEW_CONTRACT)).isTrue();
    }

    /** A policy that is due to be renewed until its ordinary end. */
    Policy dueFor(String deal) {
        Policy policy = policyOf(deal, END);
        inForce(policy);
        comeDue(deal);
        return policy;
    }

    Renewal renewal(Policy policy) {
        return transaction.execute(status -> {
            Renewal renewal = renewals.ofPolicy(policy.id());
            renewal.suggestions().size();
            renewal.riskChanges().size();
            renewal.registryFacts().size();
            if (renewal.deal() != null) {
                renewal.deal().number();
            }
            return renewal;
        });
    }

    String renewalDeal(Policy policy) {
        return transaction.execute(
                status -> renewals.ofPolicy(policy.id()).deal().number());
    }

    static Map<String, Object> talk(String intent, Object... more) {
        Map<String, Object> values = with("touchNote", "Поговорили", "intent", intent);
        values.putAll(with(more));
        return values;
    }

    static Instant morning(LocalDate day) {
        return day.atTime(LocalTime.of(9, 0)).atZone(ZoneId.of("Europe/Moscow")).toInstant();
    }

    /** All jobs of the renewals of a deal: a timer that nobody waits for would be among them. */
    List<Job> jobs(String deal) {
        return runtime
                .createProcessInstanceQuery()
                .processDefinitionKey(PolicyRenewal.KEY)
                .processInstanceBusinessKey(deal)
                .list()
                .stream()
                .map(ProcessInstance::getId)
                .flatMap(id -> management.createJobQuery().processInstanceId(id).list().stream())
                .toList();
    }

    long instances(String deal) {
        return runtime.createProcessInstanceQuery()
                .processDefinitionKey(PolicyRenewal.KEY)
                .processInstanceBusinessKey(deal)
                .count();
    }

    Object shown(String deal, String element, String variable) {
        Object value = tasks.getVariable(task(deal, element).getId(), variable);
        return value == null ? null : value.toString();
    }
}
