package io.polisflow.web;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.Letters;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.proposal.ApprovalStep;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.crm.proposal.ProposalReadout;
import io.polisflow.crm.proposal.Proposals;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.models.ModelNames;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads a deal whole within one transaction, so that a page is a picture of one moment. */
@Service
@Transactional(readOnly = true)
class DealPages {

    private final Deals deals;
    private final Clients clients;
    private final ClientContacts contacts;
    private final Requests requests;
    private final Proposals proposals;
    private final Letters letters;
    private final Journal journal;
    private final Staff staff;
    private final Dictionaries dictionaries;
    private final Policies policies;
    private final ModelNames models;
    private final DateTimeFormatter when;

    DealPages(
            Deals deals,
            Clients clients,
            ClientContacts contacts,
            Requests requests,
            Proposals proposals,
            Letters letters,
            Journal journal,
            Staff staff,
            Dictionaries dictionaries,
            Policies policies,
            ModelNames models,
            Clock clock) {
        this.models = models;
        this.dictionaries = dictionaries;
        this.policies = policies;
        this.deals = deals;
        this.clients = clients;
        this.contacts = contacts;
        this.requests = requests;
        this.proposals = proposals;
        this.letters = letters;
        this.journal = journal;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    Optional<DealView> find(String number) {
        return deals.find(number).map(this::view);
    }

    Optional<ApprovalView> approval(long proposalId) {
        return proposals.find(proposalId).map(this::approval);
    }

    private DealView view(Deal deal) {
        Map<String, String> names = models.byKey();
        return new DealView(
                deal.number(),
                deal.stage().label(),
                stages(deal.stage()),
                when.format(deal.openedAt()),
                owner(deal),
                deal.priority() == Priority.URGENT,
                closing(deal),
                relatives(deal),
                client(deal.client()),
                requests.of(deal).stream().map(this::request).toList(),
                proposals.of(deal).stream().map(this::proposal).toList(),
                letters.of(deal).stream().map(this::letter).toList(),
                touches(deals.touchesOf(deal)),
                touches(deals.plannedTouchesOf(deal)),
                journal.of(deal.number()).stream()
                        .map(entry -> new DealView.HistoryView(
                                when.format(entry.at()),
                                staff.nameOf(entry.actor()),
                                entry.text(),
                                entry.processKey() == null
                                        ? null
                                        : "%s · модель «%s», версия %d"
                                                .formatted(
                                                        entry.activityName(),
                                                        names.getOrDefault(entry.processKey(), entry.processKey()),
                                                        entry.processVersion())))
                        .toList());
    }

    /** Why it stands still or is over, in one sentence; null while it goes on. */
    private String closing(Deal deal) {
        if (deal.stage() == Stage.PAUSED) {
            return "На паузе до " + ProposalReadout.day(deal.pausedUntil())
                    + (deal.pauseReason() == null ? "" : ". " + deal.pauseReason());
        }
        Loss loss = deal.loss();
        if (loss == null) {
            return null;
        }
        String rival = loss.competitor() == null
                ? ""
                : ". Конкурент: " + loss.competitor() + ", условия: " + loss.competitorTerms();
        return "Проиграна: " + dictionaries.label(Dictionary.LOSS_REASON, loss.reason()) + ". " + loss.comment() + rival
                + ". Вернуться к клиенту через " + loss.recontactMonths() + " мес.";
    }

    private List<DealView.Relative> relatives(Deal deal) {
        List<DealView.Relative> relatives = new ArrayList<>();
        if (deal.kind() == Deal.Kind.RENEWAL && deal.renewedPolicyId() != null) {
            policies.find(deal.renewedPolicyId())
                    .ifPresent(policy -> relatives.add(new DealView.Relative(
                            "Продление полиса " + policy.number(), policy.deal().number())));
        }
        if (deal.reopenedFrom() != null) {
            deals.find(deal.reopenedFrom().number())
                    .ifPresent(
                            lost -> relatives.add(new DealView.Relative("Возобновлена из проигранной", lost.number())));
        }
        deals.of(deal.client()).stream()
                .filter(other -> other.reopenedFrom() != null
                        && other.reopenedFrom().id().equals(deal.id()))
                .forEach(other -> relatives.add(new DealView.Relative("Клиент вернулся", other.number())));
        return relatives;
    }

    private String owner(Deal deal) {
        return deal.owner() == null ? "не назначен" : staff.nameOf(deal.owner());
    }

    private static List<DealView.StageMark> stages(Stage current) {
        boolean onTheWay = current.ordinal() <= Stage.WON.ordinal();
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.ordinal() <= Stage.WON.ordinal() || stage == current)
                .map(stage -> new DealView.StageMark(
                        stage.label(), stage == current, onTheWay && stage.ordinal() < current.ordinal()))
                .toList();
    }

    private DealView.ClientView client(Client client) {
        String source = client.requisitesAsOf() == null
                ? null
                : client.requisitesSource() + ", " + when.format(client.requisitesAsOf());
        boolean doubtful = client.reliability() == Client.Reliability.IN_DOUBT
                || client.reliability() == Client.Reliability.NOT_TRUSTED;
        return new DealView.ClientView(
                client.id(),
                client.name(),
                RequestFacts.of(client),
                client.requisitesState() == Client.RequisitesState.CONFIRMED,
                client.requisitesState().label(),
                source,
                doubtful ? client.reliability().label() : null,
                clients.contactsOf(client.id()).stream()
                        .map(contact -> new DealView.ContactView(
                                contact.name(),
                                dictionaries.label(Dictionary.CONTACT_ROLE, contact.role()),
                                contact.phone(),
                                contact.email(),
                                contact.cold(),
                                contact.undeliverableNote()))
                        .toList());
    }

    private DealView.RequestView request(InsuranceRequest request) {
        return new DealView.RequestView(
                request.number(),
                RequestFacts.of(request, requests.productName(request)),
                request.raw() == null ? null : DealView.FileView.of(request.raw()),
                request.files().stream().map(DealView.FileView::of).toList());
    }

    private DealView.ProposalView proposal(Proposal proposal) {
        return new DealView.ProposalView(
                proposal.id(),
                proposal.reference(),
                proposal.state().label(),
                staff.nameOf(proposal.author()),
                when.format(proposal.createdAt()),
                Rubles.format(proposal.totalPremium()),
                Rubles.format(proposal.totalSumInsured()),
                ProposalReadout.day(proposal.startsOn()) + ", " + proposal.termMonths() + " мес.",
                proposal.validUntil() == null ? null : ProposalReadout.day(proposal.validUntil()),
                proposal.specialConditions(),
                proposal.whyNot().orElse(null),
                ProposalReadout.lines(proposal),
                proposal.document() == null ? null : DealView.FileView.of(proposal.document()),
                approval(proposal));
    }

    private ApprovalView approval(Proposal proposal) {
        return new ApprovalView(
                proposal.id(),
                proposal.number(),
                proposal.version(),
                proposal.state().name(),
                proposal.state().label(),
                proposal.steps().stream().map(this::step).toList());
    }

    private ApprovalView.Step step(ApprovalStep step) {
        return new ApprovalView.Step(
                step.position(),
                step.role().code(),
                step.role().label(),
                step.role().subject(),
                step.state().name(),
                step.state().label(),
                step.approver(),
                step.approver() == null ? null : staff.nameOf(step.approver()),
                step.decidedAt(),
                text(step.decidedAt()),
                step.comment(),
                step.dueAt(),
                text(step.dueAt()));
    }

    private List<DealView.TouchView> touches(List<Activity> touches) {
        Map<Long, Contact> people = contacts.byIds(touches.stream()
                .map(Activity::contactId)
                .filter(Objects::nonNull)
                .distinct()
                .toList());
        return touches.stream()
                .map(touch -> new DealView.TouchView(
                        touch.kind().label(),
                        when.format(touch.heldAt() == null ? touch.startsAt() : touch.heldAt()),
                        staff.nameOf(touch.heldAt() == null ? touch.owner() : touch.heldBy()),
                        touch.contactId() == null
                                ? null
                                : people.get(touch.contactId()).name(),
                        touch.place(),
                        touch.note()))
                .toList();
    }

    private String text(Instant instant) {
        return instant == null ? null : when.format(instant);
    }

    private DealView.LetterView letter(Letter letter) {
        return new DealView.LetterView(
                letter.id(),
                letter.direction() == Letter.Direction.IN,
                letter.author() == null ? null : staff.nameOf(letter.author()),
                letter.sender(),
                String.join(", ", letter.recipients()),
                letter.subject(),
                letter.text(),
                letter.direction() == Letter.Direction.IN ? letter.html() : null,
                text(letter.sentAt()),
                letter.failure(),
                letter.files().stream().map(DealView.FileView::of).toList());
    }
}
