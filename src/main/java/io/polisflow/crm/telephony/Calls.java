package io.polisflow.crm.telephony;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.personal.Permits;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/** Calls a contact of a deal by one click and shows the calls that there were. */
@Service
public class Calls {

    private static final Duration LONGEST_CALL = Duration.ofDays(1);
    private static final String COMMAND = "[A-Za-z0-9-]{8,64}";

    private final Telephony telephony;
    private final Extensions extensions;
    private final Deals deals;
    private final Clients clients;
    private final Permits permits;
    private final OrderedCalls orders;
    private final CallRecords calls;
    private final InsertOnce insertOnce;
    private final TransactionTemplate transaction;
    private final EntityManager entities;
    private final DealSight sight;
    private final Clock clock;

    Calls(
            Telephony telephony,
            Extensions extensions,
            Deals deals,
            Clients clients,
            Permits permits,
            OrderedCalls orders,
            CallRecords calls,
            InsertOnce insertOnce,
            TransactionTemplate transaction,
            EntityManager entities,
            DealSight sight,
            Clock clock) {
        this.entities = entities;
        this.sight = sight;
        this.telephony = telephony;
        this.extensions = extensions;
        this.deals = deals;
        this.clients = clients;
        this.permits = permits;
        this.orders = orders;
        this.calls = calls;
        this.insertOnce = insertOnce;
        this.transaction = transaction;
        this.clock = clock;
    }

    /**
     * Has the exchange ring the employee and then the contact.
     *
     * <p>What was asked for is committed before the exchange hears of it, because its events may come before its answer. Call
     * it outside of a transaction.
     *
     * @param commandId of this click, so that a repeated submission rings once; null for one that never repeats
     * @return the order; its state says when the exchange refused or did not answer
     * @throws RefusedException when there is nobody to call, nobody who calls, the person wants no calls, or the deal is over
     */
    @OfDeal
    public OrderedCall order(String dealNumber, Long contactId, String user, String commandId) {
        String command = commandId == null ? UUID.randomUUID().toString() : commandId;
        if (!command.matches(COMMAND)) {
            throw new RefusedException("commandId", "Идентификатор вызова: от 8 до 64 латинских букв, цифр и дефисов");
        }
        String extension = extensions
                .of(user)
                .orElseThrow(() -> new RefusedException(
                        null, "У вас нет внутреннего номера АТС: попросите администратора его назначить"));
        Boolean news = transaction.execute(status -> keep(command, dealNumber, contactId, user));
        if (Boolean.TRUE.equals(news)) {
            place(command, extension);
        }
        return get(command);
    }

    private boolean keep(String command, String dealNumber, Long contactId, String user) {
        Deal deal = deals.find(dealNumber)
                .orElseThrow(() -> new RefusedException("dealNumber", "Нет сделки " + dealNumber));
        deals.requireOpen(dealNumber);
        Contact contact = clients.contactsOf(deal.client().id()).stream()
                .filter(person -> person.id().equals(contactId))
                .findFirst()
                .orElseThrow(
                        () -> new RefusedException("contactId", "Выберите контакт с карточки клиента этой сделки"));
        if (contact.phone() == null) {
            throw new RefusedException("contactId", "У контакта нет номера телефона: добавьте его на карточке клиента");
        }
        permits.refusal(deal.ground(), contact).ifPresent(why -> {
            throw new RefusedException("contactId", why);
        });
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("command_id", command);
        row.put("deal_id", deal.id());
        row.put("contact_id", contact.id());
        row.put("employee", user);
        row.put("number", contact.phone());
        row.put("state", OrderedCall.State.SENT.name());
        row.put("ordered_at", Timestamp.from(clock.instant()));
        row.put("lock_version", 0);
        return insertOnce.insert("call_order", row, List.of("command_id"));
    }

    private void place(String command, String extension) {
        String number = get(command).number();
        try {
            telephony.call(new Telephony.CallOrder(command, extension, number));
        } catch (RefusedException e) {
            refused(command, e.getMessage());
        } catch (UnavailableException e) {
            transaction.executeWithoutResult(status -> orders.findByCommandId(command)
                    .ifPresent(order ->
                            order.leaveOpen("Телефония не отвечает. Если вызов всё же начнётся, он появится здесь сам;"
                                    + " иначе позвоните ещё раз чуть позже.")));
        }
    }

    /**
     * The exchange did not place the call that it had accepted.
     *
     * @param reason Russian sentence
     * @return false when nobody here gave this command
     */
    public boolean refused(String commandId, String reason) {
        return Boolean.TRUE.equals(transaction.execute(status -> orders.findByCommandId(commandId)
                .map(order -> {
                    order.refuse(reason);
                    return true;
                })
                .orElse(false)));
    }

    private OrderedCall get(String commandId) {
        return orders.findByCommandId(commandId).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<OrderedCall> ordered(String commandId) {
        return orders.findByCommandId(commandId);
    }

    /** @return the call that came of the order, or empty while the exchange has told nothing */
    @Transactional(readOnly = true)
    public Optional<CallRecord> of(OrderedCall order) {
        return calls.findFirstByOrderedCallOrderById(order);
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<CallRecord> ofDeal(Deal deal) {
        return calls.findByDealOrderByStartedAtDescIdDesc(deal);
    }

    /** @return clicks of which the exchange has told nothing, newest first */
    @Transactional(readOnly = true)
    public List<OrderedCall> withoutCall(Deal deal) {
        return orders.findWithoutCall(deal);
    }

    /** A call that had begun and not ended when the exchange was last heard. @param connectedAt null before they talk */
    public record RunningCall(
            String entryId,
            CallRecord.Direction direction,
            String extension,
            String number,
            Instant startedAt,
            Instant connectedAt) {}

    /** What a click asked for. @param extension of whoever clicked, or null when they have none any more */
    public record Ordered(String commandId, String extension, String number, Instant orderedAt) {}

    /** @return the calls of the last day that are not over as far as the exchange has told */
    @Transactional(readOnly = true)
    public List<RunningCall> running() {
        return calls.findRunning(clock.instant().minus(LONGEST_CALL)).stream()
                .map(call -> new RunningCall(
                        call.entryId(),
                        call.direction(),
                        call.extension(),
                        call.number(),
                        call.startedAt(),
                        call.connectedAt()))
                .toList();
    }

    /** @return what the click asked for, as long as the exchange has told nothing of it */
    @Transactional(readOnly = true)
    public Optional<Ordered> unheard(String commandId) {
        return orders.findByCommandId(commandId)
                .filter(order -> of(order).isEmpty())
                .map(order -> new Ordered(
                        commandId, extensions.of(order.employee()).orElse(null), order.number(), order.orderedAt()));
    }

    /**
     * @return newest first: calls with the outside world that belong to no deal, of strangers or of clients that whoever is
     *     signed on sees
     */
    @Transactional(readOnly = true)
    public List<CallRecord> unattached(int most) {
        SightCondition seen = sight.clientOrNone("p.clientId");
        return seen.bind(entities.createQuery(
                        "select c from CallRecord c left join fetch c.contact p where c.deal is null and (c.direction is null"
                                + " or c.direction <> io.polisflow.crm.telephony.CallRecord.Direction.INTERNAL)"
                                + seen.and() + " order by c.startedAt desc, c.id desc",
                        CallRecord.class))
                .setMaxResults(most)
                .getResultList();
    }

    interface OrderedCalls extends Repository<OrderedCall, Long> {

        @Query("select o from OrderedCall o where o.commandId = :commandId")
        Optional<OrderedCall> findByCommandId(String commandId);

        @Query("select o from OrderedCall o join fetch o.contact where o.deal = :deal"
                + " and not exists (select 1 from CallRecord c where c.orderedCall = o) order by o.id desc")
        List<OrderedCall> findWithoutCall(Deal deal);
    }

    interface CallRecords extends Repository<CallRecord, Long> {

        @EntityGraph(attributePaths = "contact")
        Optional<CallRecord> findFirstByOrderedCallOrderById(OrderedCall order);

        @EntityGraph(attributePaths = {"contact", "orderedCall"})
        List<CallRecord> findByDealOrderByStartedAtDescIdDesc(Deal deal);

        @Query("select c from CallRecord c where c.endedAt is null and c.direction is not null and c.startedAt > :since"
                + " and c.state <> io.polisflow.crm.telephony.CallRecord.State.OVER")
        List<CallRecord> findRunning(Instant since);
    }
}
