package io.polisflow.web;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientContacts;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.journal.Journal;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** What the managers of a client and of its deals, heads and supervisors may change on its card. */
@Service
@Transactional
public class ClientActions {

    private static final Logger log = LoggerFactory.getLogger(ClientActions.class);

    private final Clients clients;
    private final ClientContacts contacts;
    private final Deals deals;
    private final Journal journal;
    private final CurrentUser user;
    private final DealAccess access;

    ClientActions(
            Clients clients,
            ClientContacts contacts,
            Deals deals,
            Journal journal,
            CurrentUser user,
            DealAccess access) {
        this.clients = clients;
        this.contacts = contacts;
        this.deals = deals;
        this.journal = journal;
        this.user = user;
        this.access = access;
    }

    @Transactional(readOnly = true)
    public boolean mayChange(long clientId) {
        return mayChange(found(clientId));
    }

    /**
     * Takes the person off the card; each open deal of the client says so in its history.
     *
     * @throws RefusedException when they are not on the card, or not any more
     */
    void removeContact(long clientId, long contactId) {
        Client client = found(clientId);
        requireMayChange(client);
        Contact contact = contacts.require(clientId, contactId, "contact");
        contacts.remove(clientId, contactId);
        String name = contact.name() == null ? contact.email() : contact.name();
        deals.of(client).stream()
                .filter(deal -> deal.stage().isOpen())
                .forEach(deal -> journal.record(deal.number(), "Контакт «" + name + "» удалён из карточки клиента"));
    }

    /**
     * Asks the registry now, whatever it told before.
     *
     * @throws RefusedException when the card has no INN
     */
    void checkRequisites(long clientId) {
        requireMayChange(found(clientId));
        try {
            clients.checkRequisitesAfresh(clientId);
        } catch (UnavailableException e) {
            log.warn("A look into the registry from a page failed: {}", e.getMessage());
            throw new ResponseStatusException(
                    HttpStatus.SERVICE_UNAVAILABLE,
                    "Реестр не отвечает. Карточка осталась как была, попробуйте чуть позже",
                    e);
        }
    }

    /** @throws ResponseStatusException when there is no such client or the person may not change its card */
    @Transactional(readOnly = true)
    public void requireMayChange(long clientId) {
        requireMayChange(found(clientId));
    }

    private void requireMayChange(Client client) {
        if (!mayChange(client)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Это может сделать менеджер клиента или его сделки, руководитель или супервизор");
        }
    }

    private Client found(long clientId) {
        try {
            return clients.get(clientId);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого клиента нет", e);
        }
    }

    private boolean mayChange(Client client) {
        if (user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS)) {
            return true;
        }
        Predicate<String> theirs = access.theirs();
        return theirs.test(client.owner())
                || deals.of(client).stream().map(Deal::owner).anyMatch(theirs);
    }
}
