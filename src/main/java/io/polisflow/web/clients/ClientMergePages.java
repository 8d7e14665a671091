package io.polisflow.web.clients;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientFilter;
import io.polisflow.crm.client.ClientMerge;
import io.polisflow.crm.client.ClientMerges;
import io.polisflow.crm.client.ClientMerges.Preview;
import io.polisflow.crm.client.ClientRegister;
import io.polisflow.crm.client.ClientRegister.Position;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.Staff;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.ClientActions;
import io.polisflow.web.StaffNames;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.web.server.ResponseStatusException;

/** Reads and decides on merging for those who may change both cards. */
@Service
@Transactional
class ClientMergePages {

    private static final int MOST_FOUND = 10;

    private static final Map<String, String> THINGS = Map.of(
            "deal", "Сделки",
            "insurance_request", "Заявки",
            "policy", "Полисы",
            "call_back", "Обратные звонки",
            "client_lead", "Лиды",
            "requisite_change", "Изменения в реестре",
            "client_change", "Изменения карточки",
            "contact", "Контакты");

    private final ClientMerges merges;
    private final Clients clients;
    private final ClientRegister register;
    private final ClientActions actions;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;
    private final DateTimeFormatter when;

    ClientMergePages(
            ClientMerges merges,
            Clients clients,
            ClientRegister register,
            ClientActions actions,
            Staff staff,
            CurrentUser user,
            Clock clock) {
        this.merges = merges;
        this.clients = clients;
        this.register = register;
        this.actions = actions;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param mayMerge whether the person may change that card as well */
    record Card(long id, String name, String inn, String kpp, String owner, boolean mayMerge) {}

    record Count(String what, long count) {}

    record Side(Card kept, Card merged, List<ClientMerges.FieldPair> fields, List<Count> moves, long samePeople) {}

    /** @param until the last moment to take it back, null when it cannot be any more */
    record Merged(
            long id,
            Card kept,
            Card merged,
            String by,
            String at,
            String until,
            String undone,
            List<Count> moved,
            Map<CardField, String> gaveWay,
            boolean mayUndo) {}

    @Transactional(readOnly = true)
    public Card client(long id) {
        Client client = clients.get(id);
        return card(client, new StaffNames(staff, Stream.of(client.owner())));
    }

    /** @param text what somebody looks for; whoever may be a duplicate when it is blank */
    @Transactional(readOnly = true)
    public List<Card> suspects(long id, String text) {
        SearchText search = SearchText.of(text);
        List<Client> found = search.isEmpty()
                ? merges.suspects(id)
                : register.find(ClientFilter.of(search), Position.first(), MOST_FOUND)
                        .clients();
        StaffNames names = new StaffNames(staff, found.stream().map(Client::owner));
        return found.stream()
                .filter(client -> client.id() != id)
                .map(client -> card(client, names))
                .toList();
    }

    private Card card(Client client, StaffNames names) {
        return new Card(
                client.id(),
                client.name(),
                client.inn(),
                client.kpp(),
                names.ofOwner(client.owner()),
                actions.mayChange(client.id()));
    }

    /** @param undone whether it was taken back */
    record Past(long id, String merged, String at, boolean undone) {}

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Past> past(long clientId) {
        return merges.of(clientId).stream()
                .map(merge -> new Past(
                        merge.id(),
                        merges.cardAsItWas(merge.mergedId()).name(),
                        when.format(merge.mergedAt()),
                        merge.undoneAt() != null))
                .toList();
    }

    void requireRight(long id, long with) {
        if (!actions.mayChange(id) || !actions.mayChange(with)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Объединить карточки может тот, кто ведёт обоих клиентов или их сделки, руководитель или супервизор");
        }
    }

    @Transactional(readOnly = true)
    public Side preview(long id, long with) {
        Preview preview = merges.preview(id, with);
        StaffNames names = new StaffNames(
                staff, Stream.of(preview.kept().owner(), preview.merged().owner()));
        return new Side(
                card(preview.kept(), names),
                card(preview.merged(), names),
                preview.fields(),
                counts(preview.moves()),
                preview.samePeople());
    }

    private static List<Count> counts(Map<String, Long> moves) {
        return moves.entrySet().stream()
                .filter(move -> move.getValue() > 0 && THINGS.containsKey(move.getKey()))
                .map(move -> new Count(THINGS.get(move.getKey()), move.getValue()))
                .toList();
    }

    /** @return id of the merging */
    long merge(long kept, long merged, Set<CardField> chosen) {
        return merges.merge(kept, merged, chosen, user.id()).id();
    }

    @Transactional(readOnly = true)
    public Merged merged(long mergeId) {
        ClientMerge merge = merges.get(mergeId);
        ClientMerges.Done done = merges.done(mergeId);
        Client kept = merges.cardAsItWas(merge.keptId());
        Client gone = merges.cardAsItWas(merge.mergedId());
        StaffNames names = new StaffNames(staff, Stream.of(kept.owner(), gone.owner(), merge.mergedBy()));
        return new Merged(
                mergeId,
                card(kept, names),
                card(gone, names),
                names.ofOwner(merge.mergedBy()),
                when.format(merge.mergedAt()),
                merge.undoable(clock.instant()) ? when.format(merge.undoableUntil()) : null,
                merge.undoneAt() == null
                        ? null
                        : when.format(merge.undoneAt()) + ", " + names.ofOwner(merge.undoneBy()),
                counts(done.moved()),
                done.gaveWay(),
                actions.mayChange(merge.keptId()));
    }

    /** @throws java.util.NoSuchElementException when there is no such merging */
    void undo(long mergeId) {
        if (!actions.mayChange(merges.get(mergeId).keptId())) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN,
                    "Отменить объединение может менеджер клиента или его сделки, руководитель или супервизор");
        }
        merges.undo(mergeId, user.id());
    }
}
