package io.polisflow.process.policyrenewal;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.negotiation.History;
import io.polisflow.crm.policy.ClientHistory;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.policy.Renewals;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.ProposalReadout.Figure;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.engine.ContactRow;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Puts before the manager what the client has, was offered and objected, and what the registry says then and now. */
@Component
class RenewContractForm implements TaskListener {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private final Renewals renewals;
    private final ClientHistory history;
    private final History talks;
    private final Clients clients;
    private final LossFields loss;
    private final Clock clock;

    RenewContractForm(
            Renewals renewals, ClientHistory history, History talks, Clients clients, LossFields loss, Clock clock) {
        this.talks = talks;
        this.renewals = renewals;
        this.history = history;
        this.clients = clients;
        this.loss = loss;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        Renewal renewal = renewals.ofPolicy(PolicyRenewal.POLICY_ID.get(task));
        Policy policy = renewal.policy();
        Client client = policy.client();
        String claims = renewal.claimsNote();
        FormData form = FormData.of(task)
                .put("endsOn", policy.endsOn())
                .put("premium", Rubles.format(policy.premium()))
                .put(
                        "figures",
                        List.of(
                                new Figure("Продукт", policy.product().name()),
                                new Figure("Премия", Rubles.format(policy.premium())),
                                new Figure("Страховая сумма", Rubles.format(policy.sumInsured()))))
                .put("deadlineNote", deadlineNote(policy))
                .put("contactFacts", ContactRow.of(clients.contactsOf(client.id())))
                .put("contractFacts", history.contractsOf(client))
                .put("policyFacts", history.policiesOf(client))
                .put("proposalFacts", history.proposalsOf(client))
                .put("objectionFacts", talks.objections(policy.deal().number()))
                .put("claimsNote", claims == null ? renewals.lastClaimsNote(client) : claims)
                .put("registryNote", registryNote(renewal))
                .put("registryWarns", registryWarns(renewal))
                .put("registryFacts", registryFacts(renewal));
        loss.offer(form);
    }

    private String deadlineNote(Policy policy) {
        return policy.endsOn().isBefore(LocalDate.now(clock))
                ? "Срок уже истёк: клиент не застрахован. Новый полис начнётся не раньше завтрашнего дня."
                : "Новый полис начнётся " + ProposalReadout.day(policy.endsOn().plusDays(1)) + ".";
    }

    private String registryNote(Renewal renewal) {
        return switch (renewal.registryAnswer()) {
            case NONE ->
                "Реестр не ответил. Спросите клиента сами, не изменились ли адрес, вид деятельности и руководитель.";
            case NO_INN -> "ИНН клиента не известен, реестр не спрашивали.";
            case NOT_FOUND -> "Реестр не знает такого ИНН. Уточните у клиента, не закрылась ли компания.";
            case FOUND ->
                "Реестр ответил "
                        + WHEN.format(renewal.registryAsOf().atZone(clock.getZone()))
                        + (changed(renewal) ? ": есть изменения." : ": изменений нет.");
        };
    }

    /** Whether the manager has to ask the client about it; that nobody was asked is no news. */
    private static boolean registryWarns(Renewal renewal) {
        return switch (renewal.registryAnswer()) {
            case NONE, NOT_FOUND -> true;
            case NO_INN -> false;
            case FOUND -> changed(renewal);
        };
    }

    private static boolean changed(Renewal renewal) {
        return renewal.registryFacts().values().stream().anyMatch(Renewal.ThenAndNow::changed);
    }

    private static List<RegistryRow> registryFacts(Renewal renewal) {
        if (renewal.registryAnswer() != Renewal.RegistryAnswer.FOUND) {
            return List.of();
        }
        return renewal.registryFacts().entrySet().stream()
                .map(fact -> new RegistryRow(
                        fact.getKey().label(),
                        shown(fact.getValue().then()),
                        shown(fact.getValue().now()),
                        fact.getValue().changed() ? "изменилось" : ""))
                .toList();
    }

    private static String shown(String value) {
        return value == null ? "—" : value;
    }

    record RegistryRow(String field, String before, String now, String mark) {}
}
