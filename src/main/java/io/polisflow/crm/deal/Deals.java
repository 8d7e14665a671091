package io.polisflow.crm.deal;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Staff.Employee;
import io.polisflow.crm.journal.Journal;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.springframework.data.domain.Page;
import org.springframework.data.domain.Pageable;
import org.springframework.data.jpa.repository.EntityGraph;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Opens deals and moves them along the funnel. */
@Service
@Transactional
public class Deals {

    private final DealRepository deals;
    private final Activities activities;
    private final Staff staff;
    private final Journal journal;
    private final Clock clock;
    private final JdbcTemplate jdbc;
    private final EntityManager entities;

    Deals(
            DealRepository deals,
            Activities activities,
            Staff staff,
            Journal journal,
            Clock clock,
            JdbcTemplate jdbc,
            EntityManager entities) {
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
        journal.record(deal.number(), "Сделка открыта на этапе «" + stage.label() + "»");
        return deal;
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
            journal.record(number, "Этап: «" + before.label() + "» → «" + stage.label() + "»");
        }
    }

    /** Records a call, letter or meeting that took place. */
    public void recordTouch(String number, Activity.Kind kind, String user, String note) {
        activities.save(new Activity(get(number), kind, clock.instant(), user, note));
        journal.record(number, kind.label() + ": " + note);
    }

    /** @throws java.util.NoSuchElementException when there is no such deal */
    @Transactional(readOnly = true)
    public Deal get(String number) {
        return find(number).orElseThrow();
    }

    @Transactional(readOnly = true)
    public Optional<Deal> find(String number) {
        return deals.findByNumber(number);
    }

    @Transactional(readOnly = true)
    public Page<Deal> page(Pageable page) {
        return deals.findAll(page);
    }

    /** @return newest first */
    @Transactional(readOnly = true)
    public List<Activity> touchesOf(Deal deal) {
        return activities.findByDealOrderByHeldAtDesc(deal);
    }

    interface DealRepository extends JpaRepository<Deal, Long> {

        @EntityGraph(attributePaths = {"client", "contact"})
        Optional<Deal> findByNumber(String number);

        @Override
        @EntityGraph(attributePaths = {"client", "contact"})
        Page<Deal> findAll(Pageable page);

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
        List<Activity> findByDealOrderByHeldAtDesc(Deal deal);
    }
}
