package io.polisflow.crm.telephony;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.PhoneNumber;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.telephony.CallRecord.State;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells an employee whose telephone rings who that is. */
@Service
@Transactional(readOnly = true)
public class IncomingCalls {

    /** A call whose end the exchange never told is not shown for ever. */
    static final Duration LONGEST = Duration.ofHours(2);

    private static final int MOST_CALLS = 3;
    private static final int MOST_LOOKED_AT = 20;
    private static final int MOST_CALLERS = 5;

    private final RunningCalls calls;
    private final CallInbox.CallEvents events;
    private final Extensions extensions;
    private final Clients clients;
    private final Deals deals;
    private final DealSight sight;
    private final Clock clock;

    IncomingCalls(
            RunningCalls calls,
            CallInbox.CallEvents events,
            Extensions extensions,
            Clients clients,
            Deals deals,
            DealSight sight,
            Clock clock) {
        this.sight = sight;
        this.calls = calls;
        this.events = events;
        this.extensions = extensions;
        this.clients = clients;
        this.deals = deals;
        this.clock = clock;
    }

    /** Somebody whose number it is. @param openDeals newest first, those of the whole client */
    public record Caller(Contact contact, Client client, List<Deal> openDeals) {}

    /**
     * A call that rings or is talked on.
     *
     * @param entryId the exchange's id of the call
     * @param state at this desk: another telephone may ring, or be talked on, at the same time
     * @param number E.164 where it is a telephone number; null when it is withheld
     * @param callers empty for a stranger, and for people of clients that the employee does not see
     */
    public record Incoming(String entryId, State state, String number, List<Caller> callers) {}

    /** @param employee id of the user at whose desk it rings, perhaps beside others; @return newest first */
    public List<Incoming> of(String employee) {
        return extensions
                .of(employee)
                .map(desk -> calls.findAtDesk(desk, clock.instant().minus(LONGEST), Limit.of(MOST_LOOKED_AT)).stream()
                        .flatMap(call -> at(desk, call).stream())
                        .limit(MOST_CALLS)
                        .toList())
                .orElse(List.of());
    }

    private Optional<Incoming> at(String desk, CallRecord call) {
        return new CallLegs(events.findByEntryIdOrderByHappenedAtAscIdAsc(call.entryId()))
                .at(desk)
                .map(state -> new Incoming(call.entryId(), state, call.number(), callers(call.number())));
    }

    private List<Caller> callers(String number) {
        return PhoneNumber.normalise(number).map(clients::contactsWithPhone).stream()
                .flatMap(Collection::stream)
                .filter(contact -> sight.maySeeClient(contact.clientId()))
                .limit(MOST_CALLERS)
                .map(this::caller)
                .toList();
    }

    private Caller caller(Contact contact) {
        Client client = clients.get(contact.clientId());
        List<Deal> open =
                deals.of(client).stream().filter(deal -> deal.stage().isOpen()).toList();
        return new Caller(contact, client, open);
    }

    interface RunningCalls extends Repository<CallRecord, Long> {

        @Query(
                """
                select c from CallRecord c
                where c.direction = io.polisflow.crm.telephony.CallRecord.Direction.INCOMING
                  and c.state <> io.polisflow.crm.telephony.CallRecord.State.OVER and c.startedAt > :since
                  and exists (select 1 from CallEvent e where e.entryId = c.entryId and e.extension = :desk)
                order by c.startedAt desc, c.id desc""")
        List<CallRecord> findAtDesk(String desk, Instant since, Limit limit);
    }
}
