package io.polisflow.crm.policy;

import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.Requisites;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.journal.Journal;
import io.polisflow.crm.personal.Ground;
import io.polisflow.crm.personal.Permits;
import io.polisflow.crm.policy.Renewal.Aspect;
import io.polisflow.crm.policy.Renewal.RegistryAnswer;
import io.polisflow.crm.policy.Renewal.RegistryField;
import jakarta.persistence.EntityManager;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Leads a policy from its first day to the talk about the next term. */
@Service
@Transactional
public class Renewals {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int LONGEST_NOTE = 4000;

    private final RenewalRepository renewals;
    private final Policies policies;
    private final InsertOnce insertOnce;
    private final WorkingCalendar workingCalendar;
    private final TouchCalendar touches;
    private final CounterpartyRegistry registry;
    private final Permits permits;
    private final Journal journal;
    private final EntityManager entities;
    private final DealSight sight;
    private final Clock clock;

    Renewals(
            RenewalRepository renewals,
            Policies policies,
            InsertOnce insertOnce,
            WorkingCalendar workingCalendar,
            TouchCalendar touches,
            CounterpartyRegistry registry,
            Permits permits,
            Journal journal,
            EntityManager entities,
            DealSight sight,
            Clock clock) {
        this.entities = entities;
        this.sight = sight;
        this.renewals = renewals;
        this.policies = policies;
        this.insertOnce = insertOnce;
        this.workingCalendar = workingCalendar;
        this.touches = touches;
        this.registry = registry;
        this.permits = permits;
        this.journal = journal;
        this.clock = clock;
    }

    /**
     * Takes a policy in force under watch.
     *
     * @return false when it is watched already, also when two tell of it at one moment, or cancelled: nothing to wait for
     */
    public boolean register(long policyId) {
        Policy policy = policies.get(policyId);
        if (policy.isCancelled()) {
            return false;
        }
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("id", insertOnce.nextId());
        row.put("policy_id", policyId);
        row.put("state", Renewal.State.WAITING.name());
        row.put("registered_at", Timestamp.from(clock.instant()));
        row.put("registry_answer", RegistryAnswer.NONE.name());
        row.put("lock_version", 0);
        if (!insertOnce.insert("renewal", row, List.of("policy_id"))) {
            return false;
        }
        ofPolicy(policyId).rememberThen(card(policy.client()));
        return true;
    }

    /**
     * Sets the day of the talk: so many days before the policy's end, or the working day before that.
     *
     * <p>A later day that the client asked for stands as long as it is not after the policy's end.
     *
     * @param daysBefore calendar days, not negative
     * @return the morning of that day, which may be past
     */
    public Instant plan(long policyId, int daysBefore) {
        if (daysBefore < 0) {
            throw new IllegalArgumentException("days before the end of a policy: " + daysBefore);
        }
        Renewal renewal = ofPolicy(policyId);
        Policy policy = renewal.policy();
        LocalDate day = workingCalendar.workingDayOnOrBefore(policy.endsOn().minusDays(daysBefore));
        dropTouch(renewal);
        if (renewal.isPutOffBetween(day, policy.endsOn())) {
            return workingCalendar.opening(renewal.dueOn());
        }
        renewal.waitUntil(day);
        journal.record(
                policy.deal().number(),
                "Продление полиса " + policy.number() + " (действует по " + SHOWN.format(policy.endsOn())
                        + ") назначено на " + SHOWN.format(day));
        return workingCalendar.opening(day);
    }

    /**
     * Asks the registry what it says of the client now.
     *
     * @throws io.polisflow.crm.UnavailableException when it gave no usable answer
     */
    public void askRegistry(long policyId) {
        Renewal renewal = ofPolicy(policyId);
        String inn = renewal.policy().client().inn();
        if (inn == null) {
            renewal.registrySays(RegistryAnswer.NO_INN, Map.of(), clock.instant());
            return;
        }
        Optional<Requisites> answer = registry.findFresh(inn);
        renewal.registrySays(
                answer.isPresent() ? RegistryAnswer.FOUND : RegistryAnswer.NOT_FOUND,
                answer.map(Renewals::told).orElse(Map.of()),
                clock.instant());
    }

    /** Puts the talk into the calendar of the manager, at the next full hour of working time. */
    public void announce(long policyId) {
        Renewal renewal = ofPolicy(policyId);
        Policy policy = renewal.policy();
        Deal deal = policy.deal();
        // The model's own step must not fail for it: whoever wants no offers is not called, the manager looks for
        // somebody else.
        Optional<String> refusal = permits.refusal(Ground.MARKETING, deal.contact());
        Activity touch = touches.plan(
                deal.number(),
                new TouchCalendar.Plan(
                        Activity.Kind.CALL,
                        nextWorkingHour().atZone(clock.getZone()).toLocalDateTime(),
                        null,
                        deal.contact() == null || refusal.isPresent()
                                ? null
                                : deal.contact().id(),
                        "Продление договора: полис " + policy.number() + " действует по "
                                + SHOWN.format(policy.endsOn())
                                + refusal.map(why -> ". " + why + " Выберите другого человека.")
                                        .orElse("")));
        renewal.due(touch.id());
    }

    private Instant nextWorkingHour() {
        Instant next = clock.instant().truncatedTo(ChronoUnit.HOURS).plus(1, ChronoUnit.HOURS);
        LocalDate day = next.atZone(clock.getZone()).toLocalDate();
        while (!workingCalendar.isWorkingTime(next)) {
            Instant opening = workingCalendar.opening(workingCalendar.workingDayOnOrAfter(day));
            next = opening.isAfter(clock.instant()) ? opening : next;
            day = day.plusDays(1);
        }
        return next;
    }

    /**
     * What the talk brought.
     *
     * @param claimsNote claims and payments of the term; may be null
     * @param changes what has changed in the client's business, in the client's words
     * @param said what the client said
     */
    public record Review(String claimsNote, Map<Aspect, String> changes, String said) {}

    /** Records the talk, and the touch of the calendar as held. */
    public void review(long policyId, Review review, String user) {
        Renewal renewal = ofPolicy(policyId);
        if (review.said() == null || review.said().isBlank()) {
            throw new RefusedException("touchNote", "Запишите, что сказал клиент");
        }
        renewal.review(shortened(review.claimsNote()), review.changes(), user, clock.instant());
        Optional<Activity> touch = plannedTouch(renewal);
        touch.ifPresent(planned -> touches.hold(planned.id(), user, shortened(review.said())));
        if (touch.isEmpty()) {
            journal.record(renewal.policy().deal().number(), "Разговор о продлении: " + shortened(review.said()));
        }
    }

    /**
     * The client asks to be asked again.
     *
     * @param until after today and not after the policy's end
     * @return the morning of that day, or of the working day before it
     * @throws RefusedException when the date will not do
     */
    public Instant postpone(long policyId, LocalDate until) {
        Renewal renewal = ofPolicy(policyId);
        LocalDate today = LocalDate.now(clock);
        LocalDate end = renewal.policy().endsOn();
        if (until == null || !until.isAfter(today)) {
            throw new RefusedException("postponeUntil", "Укажите дату позже сегодняшней, когда вернуться к разговору");
        }
        if (until.isAfter(end)) {
            throw new RefusedException(
                    "postponeUntil",
                    "Полис " + renewal.policy().number() + " действует по " + SHOWN.format(end)
                            + ": отложить продление можно не дальше этого дня");
        }
        LocalDate day = workingCalendar.workingDayOnOrBefore(until);
        if (!day.isAfter(today)) {
            day = until;
        }
        renewal.postponeTo(day);
        journal.record(
                renewal.policy().deal().number(),
                "Продление полиса " + renewal.policy().number() + " отложено до " + SHOWN.format(day));
        return workingCalendar.opening(day);
    }

    /** Ends the wait for a policy that is cancelled; told twice, or after the renewal has begun, it changes nothing. */
    public void close(long policyId) {
        Renewal renewal = ofPolicy(policyId);
        if (renewal.cancel()) {
            dropTouch(renewal);
            journal.record(
                    renewal.policy().deal().number(),
                    "Продление полиса " + renewal.policy().number() + " больше не нужно: полис расторгнут");
        }
    }

    private void dropTouch(Renewal renewal) {
        plannedTouch(renewal).ifPresent(touch -> touches.cancel(touch.id()));
    }

    private Optional<Activity> plannedTouch(Renewal renewal) {
        return Optional.ofNullable(renewal.touchId())
                .flatMap(touches::find)
                .filter(touch -> touch.state() == Activity.State.PLANNED);
    }

    private static Map<RegistryField, String> card(Client client) {
        Map<RegistryField, String> card = new EnumMap<>(RegistryField.class);
        if (client.requisitesState() == Client.RequisitesState.CONFIRMED) {
            card.put(RegistryField.NAME, client.name());
            card.put(RegistryField.ADDRESS, client.address());
            card.put(RegistryField.ACTIVITY, activity(client.okved(), client.okvedName()));
            card.put(RegistryField.HEAD, client.headName());
            card.put(
                    RegistryField.STATUS,
                    client.registryStatus() == null
                            ? null
                            : client.registryStatus().label());
        } else {
            List.of(RegistryField.values()).forEach(field -> card.put(field, null));
        }
        return card;
    }

    private static Map<RegistryField, String> told(Requisites requisites) {
        Map<RegistryField, String> told = new EnumMap<>(RegistryField.class);
        told.put(RegistryField.NAME, requisites.shortName());
        told.put(RegistryField.ADDRESS, requisites.address());
        told.put(RegistryField.ACTIVITY, activity(requisites.okved(), requisites.okvedName()));
        told.put(RegistryField.HEAD, requisites.headName());
        told.put(
                RegistryField.STATUS,
                requisites.status() == null ? null : requisites.status().label());
        return told;
    }

    private static String activity(String okved, String name) {
        return okved == null ? null : name == null ? okved : okved + " " + name;
    }

    private static String shortened(String text) {
        return text == null || text.length() <= LONGEST_NOTE ? text : text.substring(0, LONGEST_NOTE);
    }

    /** @throws java.util.NoSuchElementException when the policy is not under watch */
    @Transactional(readOnly = true)
    public Renewal ofPolicy(long policyId) {
        return renewals.findByPolicyId(policyId).orElseThrow();
    }

    /** @return the renewal that a deal is about, if it is about one */
    @Transactional(readOnly = true)
    public Optional<Renewal> of(Deal deal) {
        return renewals.findByDeal(deal);
    }

    /**
     * @return what these managers have to renew, or have renewed, from one day to another, of the deals that whoever is signed
     *     on sees, earliest first; cancelled ones left out
     */
    @Transactional(readOnly = true)
    public List<Renewal> of(Collection<String> managers, LocalDate from, LocalDate to) {
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        "select r from Renewal r join fetch r.policy p join fetch p.client join fetch p.product"
                                + " join fetch p.deal d where d.owner in :managers and r.dueOn between :from and :to"
                                + " and r.state <> io.polisflow.crm.policy.Renewal.State.CANCELLED" + seen.and()
                                + " order by r.dueOn, r.id",
                        Renewal.class))
                .setParameter("managers", managers)
                .setParameter("from", from)
                .setParameter("to", to)
                .getResultList();
    }

    /** @return what was last written of a client's claims, or null */
    @Transactional(readOnly = true)
    public String lastClaimsNote(Client client) {
        return renewals.findWithClaimsNote(client.id()).stream()
                .findFirst()
                .map(Renewal::claimsNote)
                .orElse(null);
    }
}
