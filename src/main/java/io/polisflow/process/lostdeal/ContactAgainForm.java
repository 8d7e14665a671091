package io.polisflow.process.lostdeal;

import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.personal.ConsentWithdrawn;
import io.polisflow.crm.personal.Permits;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.engine.ContactRow;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.OwnWork;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** Reminds the manager of why the deal was lost, what was offered and what was said. */
@Component
class ContactAgainForm implements TaskListener {

    private static final String LOSS_FACTS = "lossFacts";
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Deals deals;
    private final Clients clients;
    private final Proposals proposals;
    private final Dictionaries dictionaries;
    private final Permits permits;
    private final ClientContacts contacts;
    private final TaskService tasks;
    private final OwnWork ownWork;
    private final Clock clock;

    ContactAgainForm(
            Deals deals,
            Clients clients,
            Proposals proposals,
            Dictionaries dictionaries,
            Permits permits,
            ClientContacts contacts,
            @Lazy TaskService tasks,
            OwnWork ownWork,
            Clock clock) {
        this.deals = deals;
        this.clients = clients;
        this.proposals = proposals;
        this.dictionaries = dictionaries;
        this.permits = permits;
        this.contacts = contacts;
        this.tasks = tasks;
        this.ownWork = ownWork;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        Deal deal = deals.get(task.getExecution().getProcessBusinessKey());
        String reason = dictionaries.label(Dictionary.LOSS_REASON, deal.loss().reason());
        FormData.of(task)
                .put("lostOn", day(deal.closedAt()))
                .put("lossReasonLabel", reason)
                .put(LOSS_FACTS, facts(deal))
                .put(
                        "proposalFacts",
                        proposals.of(deal).stream().map(ContactAgainForm::row).toList())
                .put(
                        "touchFacts",
                        deals.touchesOf(deal).stream()
                                .map(touch -> new TouchRow(
                                        day(touch.heldAt()), touch.kind().label(), touch.note()))
                                .toList())
                .put(
                        "contactFacts",
                        ContactRow.of(clients.contactsOf(deal.client().id())));
    }

    /** Whoever takes back a consent while the talk is still to come is not to be called from a form that was filled before. */
    @EventListener
    void tellOpenForms(ConsentWithdrawn withdrawn) {
        // Also those of managers whose deals are not for the one who writes it down to see.
        ownWork.run(() -> contacts.byIds(withdrawn.contactIds()).values().stream()
                .map(Contact::clientId)
                .distinct()
                .flatMap(client -> deals.of(clients.get(client)).stream())
                .filter(deal -> deal.stage() == Stage.LOST)
                .forEach(deal -> tasks.createTaskQuery()
                        .processInstanceBusinessKey(deal.number())
                        .taskDefinitionKey(LostDeal.TASK_CONTACT_AGAIN)
                        .list()
                        .forEach(task -> FormData.of(tasks, task).put(LOSS_FACTS, facts(deal)))));
    }

    private List<Fact> facts(Deal deal) {
        Loss loss = deal.loss();
        String reason = dictionaries.label(Dictionary.LOSS_REASON, loss.reason());
        List<Fact> facts = new ArrayList<>();
        clients.contactsOf(deal.client().id()).forEach(contact -> permits.refusal(deal.ground(), contact)
                .ifPresent(why -> facts.add(new Fact("Не беспокоить", why))));
        facts.add(new Fact("Причина", reason));
        facts.add(new Fact("Подробности", loss.comment()));
        if (loss.competitor() != null) {
            facts.add(new Fact("Конкурент", loss.competitor()));
            facts.add(new Fact("Условия конкурента", loss.competitorTerms()));
        }
        return facts;
    }

    private static ProposalRow row(Proposal proposal) {
        return new ProposalRow(
                proposal.reference(),
                proposal.lines().stream().map(line -> line.product().name()).collect(Collectors.joining(", ")),
                proposal.totalPremium() == null ? "—" : Rubles.format(proposal.totalPremium()),
                proposal.state().label());
    }

    private String day(Instant moment) {
        return DAY.format(moment.atZone(clock.getZone()));
    }

    record Fact(String name, String value) {}

    record ProposalRow(String reference, String products, String premium, String state) {}

    record TouchRow(String at, String kind, String note) {}
}
