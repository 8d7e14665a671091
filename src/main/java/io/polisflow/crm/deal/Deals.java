package io.polisflow.crm.deal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.UnseenException;
import io.polisflow.crm.access.AsksSight;
import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.access.OfDeal;
import io.polisflow.crm.access.SightCondition;
import io.polisflow.crm.calendar.WorkingCalendar;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.journal.Journal;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens deals and moves them along the funnel. */
@Service
@Transactional
public class Deals {

    private static final DateTimeFormatter SHOWN = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final int LONGEST_PAUSE_YEARS = 2;
    private static final int FARTHEST_RECONTACT_YEARS = 5;

    private final DealRepository deals;
    private final Activities activities;
    private final Staff staff;
    private final Journal journal;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final EntityManager entities;
    private final Dictionaries dictionaries;
    private final Clients clients;
    private final ApplicationEventPublisher events;
    private final WorkingCalendar workingCalendar;
    private final StageHistory stageHistory;
    private final DealSight sight;
    private final LoadedDeals loaded;

    Deals(
            DealRepository deals,
            Activities activities,
            Staff staff,
            Journal journal,
            Clock clock,
            JdbcTemplate jdbc,
            EntityManager entities,
            Dictionaries dictionaries,
            Clients clients,
            ApplicationEventPublisher events,
            WorkingCalendar workingCalendar,
            StageHistory stageHistory,
            DealSight sight,
            LoadedDeals loaded) {
        this.loaded = loaded;
        this.sight = sight;
        this.stageHistory = stageHistory;
        this.workingCalendar = workingCalendar;
        this.dictionaries = dictionaries;
        this.clients = clients;
        this.events = events;
        this.deals = deals;
        this.activities = activities;
        this.staff = staff;
        this.journal = journal;
        this.clock = clock;
        this.jdbc = jdbc;
        this.entities = entities;
    }

    /**
     * Opens a deal at the given stage.
     *
     * <p>It belongs to the client's manager; a client without one gets the manager with the fewest open deals.
     */
    public Deal open(Client client, Contact contact, Stage stage) {
        if (client.owner() == null) {
            leastLoadedManager().ifPresent(manager -> client.assignOwner(manager.id()));
        }
        // The number is known before the row is written: one row without a number at a time would queue all requests.
        Long id = jdbc.queryForObject("select nextval('deal_seq')", Long.class);
        Deal deal = new Deal(id, clock.getZone(), client, contact, client.owner(), stage, clock.instant());
        entities.persist(deal);
        stageHistory.follow(deal);
        journal.record(deal.number(), "Сделка открыта на этапе «" + stage.label() + "»");
        return deal;
    }

    /** Opens the sale as which a lost one comes back. */
    public Deal reopen(String lostNumber, Stage stage) {
        Deal lost = get(lostNumber);
        if (lost.stage() != Stage.LOST) {
            throw new RefusedException(null, "Сделка " + lostNumber + " не проиграна: открыть её заново нельзя");
        }
        Deal deal = open(lost.client(), lost.contact(), stage);
        deal.reopens(lost);
        deal.handTo(lost.owner());
        clients.warm(lost.client().id());
        journal.record(deal.number(), "Возобновлена из проигранной сделки " + lostNumber);
        journal.record(lostNumber, "Клиент вернулся: открыта сделка " + deal.number());
        return deal;
    }

    /**
     * Opens the sale that renews a policy.
     *
     * @param formerNumber the deal that the policy came from; its manager goes on
     */
    public Deal openRenewal(String formerNumber, long policyId, Stage stage) {
        Deal former = get(formerNumber);
        Deal deal = open(former.client(), former.contact(), stage);
        deal.renews(policyId);
        deal.handTo(former.owner());
        journal.record(deal.number(), "Продление договора по сделке " + formerNumber);
        return deal;
    }

    /**
     * Closes the deal as lost, marks its client's contacts as cold and clears the calendar.
     *
     * @throws RefusedException when it is over already or the reason is not in the dictionary
     */
    public void lose(String number, Loss loss) {
        Deal deal = locked(number);
        deal.require(Decision.LOSE);
        dictionaries.require(Dictionary.LOSS_REASON, loss.reason(), "lossReason");
        Stage before = deal.stage();
        deal.lose(loss, clock.instant());
        stageHistory.follow(deal);
        activities.findByDealAndState(deal, Activity.State.PLANNED).forEach(Activity::cancel);
        clients.cool(deal.client().id());
        journal.record(
                number,
                "Этап: «" + before.label() + "» → «" + Stage.LOST.label() + "». Причина: "
                        + dictionaries.label(Dictionary.LOSS_REASON, loss.reason()) + ". " + shortened(loss.comment()));
        events.publishEvent(new DealEvents.DealLost(number, loss.reason()));
    }

    /**
     * @param until after today, at most two years away
     * @throws RefusedException when it is over or paused already or the date will not do
     */
    public void pause(String number, LocalDate until, String reason) {
        Deal deal = locked(number);
        LocalDate today = LocalDate.now(clock);
        if (until == null || !until.isAfter(today)) {
            throw new RefusedException("pausedUntil", "Укажите дату позже сегодняшней, до которой ставите паузу");
        }
        if (until.isAfter(today.plusYears(LONGEST_PAUSE_YEARS))) {
            throw new RefusedException("pausedUntil", "Пауза не может длиться больше двух лет");
        }
        Stage before = deal.stage();
        deal.pause(until, reason, clock.instant());
        stageHistory.follow(deal);
        journal.record(
                number,
                "Этап: «" + before.label() + "» → «" + Stage.PAUSED.label() + "» до " + SHOWN.format(until)
                        + (reason == null ? "" : ". " + shortened(reason)));
        events.publishEvent(new DealEvents.DealPaused(number));
    }

    /** @throws RefusedException when it is not paused */
    public void resume(String number) {
        Deal deal = locked(number);
        deal.resume(clock.instant());
        stageHistory.follow(deal);
        journal.record(number, "Пауза окончена, этап «" + deal.stage().label() + "»");
        events.publishEvent(new DealEvents.DealResumed(number));
    }

    /**
     * Gives the deal and its planned touches to another manager; a closed one too, for its renewal or new contact.
     *
     * @throws RefusedException when the new manager does not sell
     */
    public void handOver(String number, String newOwner) {
        Deal deal = locked(number);
        Employee manager = staff.salesManagers().stream()
                .filter(employee -> employee.id().equals(newOwner))
                .findFirst()
                .orElseThrow(() -> new RefusedException("newOwner", "Выберите менеджера по продажам"));
        if (newOwner.equals(deal.owner())) {
            throw new RefusedException("newOwner", "Сделка уже у этого менеджера");
        }
        String before = staff.nameOf(deal.owner());
        deal.handTo(newOwner);
        activities.findByDealAndState(deal, Activity.State.PLANNED).forEach(touch -> touch.handTo(newOwner));
        journal.record(number, "Сделка передана: " + before + " → " + manager.name());
        events.publishEvent(new DealEvents.DealHandedOver(number, newOwner));
    }

    /**
     * Says how urgent the deal is; its deadlines follow.
     *
     * @param reason why, kept in the deal's history
     * @throws RefusedException when the deal is won or lost, has that priority already, or the reason is missing
     */
    @OfDeal("#number")
    public void prioritise(String number, Priority priority, String reason) {
        if (reason == null || reason.isBlank()) {
            throw new RefusedException("reason", "Укажите, почему меняется приоритет");
        }
        Deal deal = locked(number);
        String before = deal.priority().label();
        if (!deal.prioritise(priority)) {
            throw new RefusedException("priority", "У сделки уже такой приоритет: " + before);
        }
        journal.record(
                number, "Приоритет: " + before + " → " + priority.label() + ". Причина: " + shortened(reason.strip()));
        events.publishEvent(new DealEvents.PriorityChanged(number));
    }

    /** @throws RefusedException when the deal is won or lost */
    @OfDeal("#number")
    @Transactional(readOnly = true)
    public void requireOpen(String number) {
        get(number).requireOpen();
    }

    /** @throws RefusedException when the deal as it stands does not allow that */
    @Transactional(readOnly = true)
    public void require(String number, Decision decision) {
        get(number).require(decision);
    }

    /** @return the morning of the working day on or after the one that the loss names */
    @Transactional(readOnly = true)
    public Instant recontactAt(String lostNumber) {
        Deal deal = get(lostNumber);
        LocalDate day = deal.closedAt()
                .atZone(clock.getZone())
                .toLocalDate()
                .plusMonths(deal.loss().recontactMonths());
        return workingCalendar.opening(workingCalendar.workingDayOnOrAfter(day));
    }

    /**
     * Notes that the client of a lost deal asks to be contacted later.
     *
     * @return the morning of that day or of the working day after it
     * @throws RefusedException when the date is not after today or too far away
     */
    public Instant postponeRecontact(String lostNumber, LocalDate until) {
        LocalDate today = LocalDate.now(clock);
        if (until == null || !until.isAfter(today) || until.isAfter(today.plusYears(FARTHEST_RECONTACT_YEARS))) {
            throw new RefusedException(
                    "postponeUntil", "Укажите дату позже сегодняшней и не дальше чем через пять лет");
        }
        LocalDate day = workingCalendar.workingDayOnOrAfter(until);
        journal.record(lostNumber, "Повторный контакт отложен до " + SHOWN.format(day));
        return workingCalendar.opening(day);
    }

    /** Notes that nobody will come back to a lost deal. */
    public void giveUp(String lostNumber) {
        journal.record(lostNumber, "Решено не возвращаться к сделке");
    }

    /** Waits for whoever is changing the deal, so that of two decisions at one moment the second sees the first. */
    private Deal locked(String number) {
        Deal deal = get(number);
        entities.flush();
        entities.refresh(deal, LockModeType.PESSIMISTIC_WRITE);
        return deal;
    }

    private static String shortened(String text) {
        return text.length() <= 3000 ? text : text.substring(0, 3000);
    }

    private Optional<Employee> leastLoadedManager() {
        Map<String, Long> load = deals.countOpenByOwner().stream()
                .collect(Collectors.toMap(DealRepository.Load::getOwner, DealRepository.Load::getDeals));
        return staff.salesManagers().stream()
                .min(Comparator.comparing((Employee e) -> load.getOrDefault(e.id(), 0L))
                        .thenComparing(Employee::id));
    }

    /** Called as the token reaches an activity that names a stage. */
    public void reachStage(String number, Stage stage) {
        Deal deal = get(number);
        Stage before = deal.stage();
        if (deal.reach(stage, clock.instant())) {
            stageHistory.follow(deal);
            journal.record(number, "Этап: «" + before.label() + "» → «" + stage.label() + "»");
            if (stage == Stage.WON) {
                events.publishEvent(new DealEvents.DealWon(number));
            }
        }
    }

    /** From now on the deal is talked over with that person of its client. */
    public void talkTo(String number, Contact person) {
        get(number).talkTo(person);
    }

    /** Records a call, letter or meeting that took place. */
    public void recordTouch(String number, Activity.Kind kind, String user, String note) {
        activities.save(Activity.held(get(number), kind, clock.instant(), user, note));
        journal.record(number, kind.label() + ": " + note);
    }

    /** @throws UnseenException when there is no such deal for whoever is signed on */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public Deal get(String number) {
        return find(number).orElseThrow(() -> new UnseenException("Такой сделки нет"));
    }

    /** @return empty also when the deal is not for whoever is signed on to see */
    @AsksSight("in what it finds")
    @Transactional(readOnly = true)
    public Optional<Deal> find(String number) {
        return loaded.find(number).or(() -> deals.findByNumber(number)).filter(deal -> sight.maySee(deal.number()));
    }

    /** @return those that were held, newest first */
    @Transactional(readOnly = true)
    public List<Activity> touchesOf(Deal deal) {
        return activities.findByDealAndStateOrderByHeldAtDesc(deal, Activity.State.HELD);
    }

    /** @return those that are planned, earliest first */
    @Transactional(readOnly = true)
    public List<Activity> plannedTouchesOf(Deal deal) {
        return activities.findByDealAndStateOrderByStartsAt(deal, Activity.State.PLANNED);
    }

    /** @return those that whoever is signed on sees, newest first */
    @Transactional(readOnly = true)
    public List<Deal> of(Client client) {
        SightCondition seen = sight.deals("d");
        return seen.bind(entities.createQuery(
                        "select d from Deal d where d.client = :client" + seen.and() + " order by d.id desc",
                        Deal.class))
                .setParameter("client", client)
                .getResultList();
    }

    interface DealRepository extends JpaRepository<Deal, Long> {

        // In JPQL, whose SQL Hibernate keeps: that of a query derived from a name is made each time.
        @Query("select d from Deal d join fetch d.client left join fetch d.contact where d.number = :number")
        Optional<Deal> findByNumber(String number);

        @Query("select d.owner as owner, count(d) as deals from Deal d"
                + " where d.stage not in (io.polisflow.crm.deal.Stage.WON, io.polisflow.crm.deal.Stage.LOST)"
                + " and d.owner is not null group by d.owner")
        List<Load> countOpenByOwner();

        /** How many open deals a manager has. */
        interface Load {
            String getOwner();

            long getDeals();
        }
    }

    interface Activities extends JpaRepository<Activity, Long> {
        @Query("select a from Activity a where a.deal = :deal and a.state = :state order by a.heldAt desc")
        List<Activity> findByDealAndStateOrderByHeldAtDesc(Deal deal, Activity.State state);

        @Query("select a from Activity a where a.deal = :deal and a.state = :state order by a.startsAt")
        List<Activity> findByDealAndStateOrderByStartsAt(Deal deal, Activity.State state);

        @Query("select a from Activity a where a.deal = :deal and a.state = :state")
        List<Activity> findByDealAndState(Deal deal, Activity.State state);

        @Query("select a from Activity a join fetch a.deal where a.state = io.polisflow.crm.deal.Activity.State.PLANNED"
                + " and (a.contactId in :contacts or a.contactId is null and a.deal.contact.id in :contacts)")
        List<Activity> findPlannedWith(Collection<Long> contacts);

        @Query("select d from Deal d where d.contact.id in :contacts order by d.id")
        List<Deal> findDealsWith(Collection<Long> contacts);

        @Query("select a from Activity a where a.deal in :deals"
                + " and a.state = io.polisflow.crm.deal.Activity.State.PLANNED order by a.startsAt, a.id")
        List<Activity> findPlannedOf(Collection<Deal> deals);

        @Query(CalendarTouch.SELECT + " where a.owner in :owners and a.state in :states"
                + " and a.startsAt >= :from and a.startsAt < :to order by a.startsAt, a.id")
        List<CalendarTouch> findForCalendar(
                Collection<String> owners, Collection<Activity.State> states, Instant from, Instant to, Limit most);

        @Query(CalendarTouch.SELECT + " where a.id = :id")
        Optional<CalendarTouch> findForCalendar(long id);
    }
}
