package io.polisflow.web;

import io.polisflow.crm.agenda.DealTasks;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientCards.Line;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.FieldOrigin;
import io.polisflow.crm.client.RegistryChecks;
import io.polisflow.crm.client.RequisiteChange;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.knowledge.KnowledgeArticle;
import io.polisflow.crm.negotiation.Objection;
import io.polisflow.crm.negotiation.Objections;
import io.polisflow.crm.overview.ClientFiles;
import io.polisflow.crm.overview.PremiumByYear;
import io.polisflow.crm.policy.Policies;
import io.polisflow.crm.policy.Policy;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.sla.HeldUpSteps;
import io.polisflow.web.personal.ConsentPages;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads all that is known of a client within one transaction, names instead of codes. */
@Service
@Transactional(readOnly = true)
class CardPages {

    private static final int MOST_ROWS = 30;
    private static final int MOST_LINES = 50;
    private static final int MOST_DEALS = 200;
    private static final int MOST_DEALS_WITH_WORK = 30;
    private static final Duration FRESH = Duration.ofDays(30);
    private static final int DAYS_TO_RENEW = 45;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final Clients clients;
    private final ClientCards cards;
    private final RegistryChecks checks;
    private final Deals deals;
    private final Policies policies;
    private final Objections objections;
    private final Knowledge knowledge;
    private final DealTasks tasks;
    private final ClientFiles files;
    private final ConsentPages consents;
    private final HeldUpSteps heldUp;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    CardPages(
            Clients clients,
            ClientCards cards,
            RegistryChecks checks,
            Deals deals,
            Policies policies,
            Objections objections,
            Knowledge knowledge,
            DealTasks tasks,
            ClientFiles files,
            ConsentPages consents,
            HeldUpSteps heldUp,
            Dictionaries dictionaries,
            Staff staff,
            Clock clock) {
        this.clients = clients;
        this.cards = cards;
        this.checks = checks;
        this.deals = deals;
        this.policies = policies;
        this.objections = objections;
        this.knowledge = knowledge;
        this.tasks = tasks;
        this.files = files;
        this.consents = consents;
        this.heldUp = heldUp;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @return the card's id, or that of the card that goes on instead @throws NoSuchElementException when there is no such client */
    long goesOnAs(long id) {
        return clients.get(id).id();
    }

    /** @throws NoSuchElementException when there is no such client */
    CardView card(long id, boolean mayChange) {
        Client client = clients.get(id);
        List<Deal> all = deals.of(client);
        StaffNames names = new StaffNames(
                staff,
                Stream.concat(
                        Stream.of(client.owner()),
                        all.stream().limit(MOST_LINES).map(Deal::owner)));
        List<Deal> open = all.stream()
                .filter(deal -> deal.stage().isOpen())
                .limit(MOST_DEALS_WITH_WORK)
                .toList();
        List<Policy> bought = policies.of(client);
        return new CardView(
                client.id(),
                client.name(),
                client.inn(),
                names.ofOwner(client.owner()),
                warning(client),
                figures(all, bought),
                requisites(client, mayChange),
                checks.changesOf(client.id()).stream().map(this::change).toList(),
                contacts(client.id(), mayChange),
                all.stream().limit(MOST_LINES).map(deal -> deal(deal, names)).toList(),
                all.size(),
                bought.stream().limit(MOST_LINES).map(this::policy).toList(),
                bought.size(),
                PremiumByYear.of(bought).entrySet().stream()
                        .map(year -> new CardView.YearRow(
                                year.getKey(),
                                Rubles.format(year.getValue()),
                                year.getValue().toPlainString()))
                        .toList(),
                objections.of(client).stream()
                        .limit(MOST_ROWS)
                        .map(this::objection)
                        .toList(),
                work(all, open),
                files.of(client, MOST_ROWS).stream().map(this::file).toList(),
                consents.people(client.id()),
                open.stream().flatMap(deal -> incidents(deal).stream()).toList());
    }

    /** @throws NoSuchElementException when there is no such client */
    CardView.Requisites requisites(long id, boolean mayChange) {
        return requisites(clients.get(id), mayChange);
    }

    CardView.Contacts contacts(long id, boolean mayChange) {
        return new CardView.Contacts(
                id,
                mayChange,
                clients.contactsOf(id).stream().map(this::contact).toList());
    }

    private List<CardView.Figure> figures(List<Deal> all, List<Policy> bought) {
        LocalDate today = LocalDate.now(clock);
        List<Policy> inForce = bought.stream()
                .filter(policy -> !policy.isCancelled()
                        && !policy.endsOn().isBefore(today)
                        && !policy.startsOn().isAfter(today))
                .toList();
        Optional<LocalDate> nextEnd = inForce.stream().map(Policy::endsOn).min(Comparator.naturalOrder());
        BigDecimal premium = inForce.stream().map(Policy::premium).reduce(BigDecimal.ZERO, BigDecimal::add);
        return List.of(
                new CardView.Figure(
                        "Открытых сделок",
                        String.valueOf(all.stream()
                                .filter(deal -> deal.stage().isOpen())
                                .count())),
                new CardView.Figure("Действующих полисов", String.valueOf(inForce.size())),
                new CardView.Figure("Премия по ним", Rubles.format(premium)),
                new CardView.Figure(
                        "Ближайшее окончание", nextEnd.map(DAY::format).orElse("—")));
    }

    private static String warning(Client client) {
        List<String> reasons = new ArrayList<>();
        if (client.registryStatus() != null && client.registryStatus().ending()) {
            reasons.add(client.registryStatus().label().toLowerCase(Locale.ROOT));
        }
        if (client.reliability() == Client.Reliability.IN_DOUBT
                || client.reliability() == Client.Reliability.NOT_TRUSTED) {
            String comment = client.reliabilityComment();
            reasons.add(client.reliability().label() + (comment == null || comment.isBlank() ? "" : ". " + comment));
        }
        return reasons.isEmpty() ? null : String.join("; ", reasons);
    }

    private CardView.Requisites requisites(Client client, boolean mayChange) {
        Instant asOf = client.requisitesAsOf();
        boolean stale = asOf != null && asOf.plus(FRESH).isBefore(clock.instant());
        return new CardView.Requisites(
                client.id(),
                client.inn() != null,
                mayChange,
                client.requisitesState().label(),
                client.requisitesState() == Client.RequisitesState.CONFIRMED,
                asOf == null ? null : client.requisitesSource() + ", " + when.format(asOf),
                checks.answerOf(client).map(DealView.FileView::of).orElse(null),
                stale ? "устарели: " + Duration.between(asOf, clock.instant()).toDays() + " дн." : null,
                client.registryStatus() == null ? null : client.registryStatus().label(),
                cards.lines(client.id()).stream().map(this::field).toList());
    }

    private CardView.FieldRow field(Line line) {
        FieldOrigin origin = line.origin();
        String source = origin == null ? null : origin.source() + ", " + when.format(origin.asOf());
        CardView.Other other = origin == null || origin.otherValue() == null
                ? null
                : new CardView.Other(
                        line.otherValue(),
                        origin.otherSource() + ", " + when.format(origin.otherAsOf()),
                        origin.open());
        return new CardView.FieldRow(line.field().label(), line.value(), source, other);
    }

    private CardView.ChangeRow change(RequisiteChange change) {
        return new CardView.ChangeRow(
                when.format(change.changedAt()),
                change.field().label(),
                change.oldValue(),
                change.newValue(),
                change.source());
    }

    private CardView.ContactRow contact(Contact contact) {
        return new CardView.ContactRow(
                contact.id(),
                contact.name(),
                contact.position(),
                dictionaries.label(Dictionary.CONTACT_ROLE, contact.role()),
                contact.phone(),
                contact.email(),
                contact.cold(),
                contact.undeliverableNote(),
                contact.wrongNote());
    }

    private CardView.DealRow deal(Deal deal, StaffNames names) {
        return new CardView.DealRow(
                deal.number(),
                deal.kind() == Deal.Kind.RENEWAL ? deal.kind().label() : null,
                deal.stage().label(),
                deal.stage().isOpen(),
                names.ofOwner(deal.owner()),
                when.format(deal.openedAt()));
    }

    private CardView.PolicyRow policy(Policy policy) {
        LocalDate today = LocalDate.now(clock);
        long left = ChronoUnit.DAYS.between(today, policy.endsOn());
        String state;
        String tone = "";
        if (policy.isCancelled()) {
            state = policy.state().label();
            tone = "bad";
        } else if (left < 0) {
            state = "закончился";
        } else if (policy.startsOn().isAfter(today)) {
            state = "начнётся через " + ChronoUnit.DAYS.between(today, policy.startsOn()) + " дн.";
        } else {
            state = left == 0 ? "последний день" : "осталось " + left + " дн.";
            tone = left <= DAYS_TO_RENEW ? "warn" : "good";
        }
        return new CardView.PolicyRow(
                policy.number(),
                policy.deal().number(),
                policy.product().name(),
                policy.object(),
                DAY.format(policy.startsOn()) + " – " + DAY.format(policy.endsOn()),
                Rubles.format(policy.premium()),
                state,
                tone);
    }

    private CardView.ObjectionRow objection(Objection objection) {
        Optional<KnowledgeArticle> article =
                objection.articleId() == null ? Optional.empty() : knowledge.article(objection.articleId());
        return new CardView.ObjectionRow(
                when.format(objection.recordedAt()),
                objection.deal().number(),
                objection.contact() == null ? null : objection.contact().name(),
                dictionaries.label(Dictionary.OBJECTION_CATEGORY, objection.category()),
                objection.words(),
                objection.reply(),
                objection.wonOver(),
                article.map(KnowledgeArticle::id).orElse(null),
                article.map(KnowledgeArticle::title).orElse(null));
    }

    private List<CardView.WorkRow> work(List<Deal> all, List<Deal> open) {
        List<CardView.WorkRow> rows = new ArrayList<>();
        List<String> numbers = all.stream().limit(MOST_DEALS).map(Deal::number).toList();
        tasks.open(numbers, MOST_ROWS)
                .forEach(task -> rows.add(new CardView.WorkRow(
                        task.name(),
                        task.assignee() == null ? "никем не взята" : staff.nameOf(task.assignee()),
                        task.dueAt() == null ? null : "срок " + when.format(task.dueAt()),
                        task.dueAt() != null && task.dueAt().isBefore(clock.instant()),
                        task.dealNumber(),
                        "/camunda/app/tasklist/default/#/?task=" + task.id())));
        open.stream()
                .flatMap(deal -> deals.plannedTouchesOf(deal).stream())
                .forEach(touch -> rows.add(new CardView.WorkRow(
                        touch.kind().label() + (touch.note() == null ? "" : ": " + touch.note()),
                        staff.nameOf(touch.owner()),
                        "запланировано на " + when.format(touch.startsAt()),
                        touch.startsAt().isBefore(clock.instant()),
                        touch.deal().number(),
                        null)));
        return rows;
    }

    private CardView.FileRow file(ClientFiles.ClientFile file) {
        DealView.FileView view = DealView.FileView.of(file.file());
        return new CardView.FileRow(
                view.name(),
                view.href(),
                view.size(),
                file.origin().label(),
                when.format(file.file().createdAt()),
                file.dealNumber());
    }

    private List<CardView.IncidentRow> incidents(Deal deal) {
        return heldUp.of(deal.number()).stream()
                .map(step -> new CardView.IncidentRow(
                        deal.number(),
                        step.step(),
                        step.reason(),
                        step.nextAttempt() == null
                                ? "Попытки исчерпаны."
                                : "Повторим "
                                        + DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm")
                                                .format(step.nextAttempt()) + "."))
                .toList();
    }
}
