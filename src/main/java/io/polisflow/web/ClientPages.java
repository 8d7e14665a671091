package io.polisflow.web;

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
import io.polisflow.crm.policy.ClientHistory;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.NoSuchElementException;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads a client's card, names instead of codes. */
@Service
@Transactional(readOnly = true)
class ClientPages {

    private final Clients clients;
    private final ClientCards cards;
    private final RegistryChecks checks;
    private final Deals deals;
    private final ClientHistory history;
    private final Dictionaries dictionaries;
    private final Staff staff;
    private final DateTimeFormatter when;

    ClientPages(
            Clients clients,
            ClientCards cards,
            RegistryChecks checks,
            Deals deals,
            ClientHistory history,
            Dictionaries dictionaries,
            Staff staff,
            Clock clock) {
        this.clients = clients;
        this.cards = cards;
        this.checks = checks;
        this.deals = deals;
        this.history = history;
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param source where the value came from and when, or null */
    record FieldRow(String name, String value, String source, Other other) {}

    /** @param open whether somebody still has to decide between the two values */
    record Other(String value, String source, boolean open) {}

    record ContactRow(
            long id,
            String name,
            String position,
            String role,
            String phone,
            String email,
            boolean cold,
            String undeliverable,
            String wrongNote) {}

    record DealRow(String number, String kind, String stage, boolean open, String owner, String openedAt) {}

    record ChangeRow(String at, String field, String before, String after, String source) {}

    /**
     * @param toldBy which registry the data come from and of which time they are, or null
     * @param registryStatus what it says of the company's existence, or null
     * @param warning why to think twice before doing business, or null
     */
    record ClientCard(
            long id,
            String name,
            String inn,
            String owner,
            String state,
            boolean checked,
            String toldBy,
            String registryStatus,
            String warning,
            List<FieldRow> fields,
            List<ChangeRow> changes,
            List<ContactRow> contacts,
            List<DealRow> deals,
            List<ClientHistory.PolicyRow> policies) {}

    /** @return the card's id, or that of the one it was merged into @throws NoSuchElementException when there is no such client */
    long goesOnAs(long id) {
        return clients.get(id).id();
    }

    /** @throws NoSuchElementException when there is no such client */
    ClientCard card(long id) {
        Client client = clients.get(id);
        StaffNames names = new StaffNames(staff);
        return new ClientCard(
                id,
                client.name(),
                client.inn(),
                names.ofOwner(client.owner()),
                client.requisitesState().label(),
                client.requisitesState() == Client.RequisitesState.CONFIRMED,
                client.requisitesAsOf() == null
                        ? null
                        : client.requisitesSource() + ", " + when.format(client.requisitesAsOf()),
                client.registryStatus() == null ? null : client.registryStatus().label(),
                warning(client),
                cards.lines(id).stream().map(this::field).toList(),
                checks.changesOf(id).stream().map(this::change).toList(),
                clients.contactsOf(id).stream().map(this::contact).toList(),
                deals.of(client).stream().map(deal -> deal(deal, names)).toList(),
                history.policiesOf(client));
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

    private FieldRow field(Line line) {
        FieldOrigin origin = line.origin();
        String source = origin == null ? null : origin.source() + ", " + when.format(origin.asOf());
        Other other = origin == null || origin.otherValue() == null
                ? null
                : new Other(
                        line.otherValue(),
                        origin.otherSource() + ", " + when.format(origin.otherAsOf()),
                        origin.open());
        return new FieldRow(line.field().label(), line.value(), source, other);
    }

    private ChangeRow change(RequisiteChange change) {
        return new ChangeRow(
                when.format(change.changedAt()),
                change.field().label(),
                change.oldValue(),
                change.newValue(),
                change.source());
    }

    private ContactRow contact(Contact contact) {
        return new ContactRow(
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

    private DealRow deal(Deal deal, StaffNames names) {
        return new DealRow(
                deal.number(),
                deal.kind() == Deal.Kind.RENEWAL ? deal.kind().label() : null,
                deal.stage().label(),
                deal.stage().isOpen(),
                names.ofOwner(deal.owner()),
                when.format(deal.openedAt()));
    }
}
