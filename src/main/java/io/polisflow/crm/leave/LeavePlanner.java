package io.polisflow.crm.leave;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.branch.Branches;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Staff.Employee;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Enters, changes, ends and takes back substitutions: people for themselves, heads for those of their branch, supervisors and
 * administrators for everybody.
 */
@Service
@Transactional
public class LeavePlanner {

    /** Tasks wait for these groups: who belongs to none has no work to be done for them. */
    private static final List<String> GROUPS = List.of("sales", "underwriters", "lawyers", "heads", "supervisors");

    private static final String HEADS = "heads";
    private static final Set<String> FOR_EVERYBODY = Set.of("supervisors", "camunda-admin");
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final SubstitutionRepository substitutions;
    private final Staff staff;
    private final Branches branches;
    private final Clock clock;

    LeavePlanner(SubstitutionRepository substitutions, Staff staff, Branches branches, Clock clock) {
        this.substitutions = substitutions;
        this.staff = staff;
        this.branches = branches;
        this.clock = clock;
    }

    /** Who enters or reads. @param groups ids of the groups that they belong to */
    public record Actor(String login, Collection<String> groups) {}

    /** What is wished. @param absent login of who will be away */
    public record Leave(String absent, String substitute, LocalDate firstDay, LocalDate lastDay) {}

    /** @return those that are not over and concern the person or their people, the earliest first */
    @Transactional(readOnly = true)
    public List<Substitution> seenBy(Actor actor) {
        return substitutions.findByLastDayGreaterThanEqualOrderByFirstDayAscIdAsc(LocalDate.now(clock)).stream()
                .filter(each -> each.substitute().equals(actor.login()) || answersFor(actor, each.absent()))
                .toList();
    }

    /** @throws NoSuchElementException when there is none or it is none of the person's business */
    @Transactional(readOnly = true)
    public Substitution get(Actor actor, long id) {
        return substitutions
                .findById(id)
                .filter(each -> answersFor(actor, each.absent()))
                .orElseThrow(() -> new NoSuchElementException("no substitution " + id + " for " + actor.login()));
    }

    /** @return whose leave the person may enter, by name; only those for whom tasks wait */
    @Transactional(readOnly = true)
    public List<Employee> answeredForBy(Actor actor) {
        return workers().keySet().stream()
                .filter(each -> answersFor(actor, each.id()))
                .sorted(Comparator.comparing(Employee::name))
                .toList();
    }

    /** @return who can stand in for one of these people at least: in all of that person's groups */
    @Transactional(readOnly = true)
    public List<Employee> substitutesFor(Collection<Employee> absent) {
        Map<Employee, Set<String>> groups = workers();
        return groups.keySet().stream()
                .filter(candidate -> absent.stream()
                        .filter(each -> !each.id().equals(candidate.id()))
                        .anyMatch(each -> groups.get(candidate).containsAll(groups.getOrDefault(each, Set.of("none")))))
                .sorted(Comparator.comparing(Employee::name))
                .toList();
    }

    /** @throws RefusedException when it will not do, with the field at fault */
    public Substitution enter(Actor actor, Leave leave) {
        if (!answersFor(actor, leave.absent())) {
            throw new RefusedException(
                    "absent",
                    "Замещение вносят для себя, а для других — руководитель филиала, супервизор или администратор");
        }
        return put(new Substitution(leave.absent(), actor.login(), clock.instant()), leave);
    }

    /**
     * Changes days and substitute; who is away stays.
     *
     * @param revision of what was seen
     * @throws ConflictException when somebody else has changed it since
     * @throws RefusedException as {@link #enter}
     */
    public Substitution change(Actor actor, long id, int revision, Leave leave) {
        Substitution found = seen(actor, id, revision);
        return put(found, new Leave(found.absent(), leave.substitute(), leave.firstDay(), leave.lastDay()));
    }

    /** Ends it at once, or takes it back before it has begun. @throws ConflictException as {@link #change} */
    public void end(Actor actor, long id, int revision) {
        Substitution found = seen(actor, id, revision);
        found.end(actor.login(), clock.instant(), LocalDate.now(clock));
        substitutions.saveAndFlush(found);
    }

    /** Undoes {@link #end}. @throws RefusedException when the days have been given to another since */
    public void resume(Actor actor, long id, int revision) {
        Substitution found = seen(actor, id, revision);
        found.resume(LocalDate.now(clock));
        put(found, new Leave(found.absent(), found.substitute(), found.firstDay(), found.lastDay()));
    }

    private Substitution seen(Actor actor, long id, int revision) {
        Substitution found = get(actor, id);
        if (found.revision() != revision) {
            throw new ConflictException(
                    "Это замещение пока вы правили, изменил кто-то ещё: сверьте введённое с тем, что теперь, и сохраните снова");
        }
        return found;
    }

    private Substitution put(Substitution substitution, Leave leave) {
        if (leave.substitute() == null || leave.substitute().isBlank()) {
            throw new RefusedException("substitute", "Выберите, кто замещает");
        }
        requireSameGroups(leave);
        // Two entered at the same moment would not see that they meet.
        substitutions.takeTurn();
        substitution.change(leave.substitute(), leave.firstDay(), leave.lastDay(), LocalDate.now(clock));
        substitutions.meeting(leave.absent(), leave.substitute(), leave.firstDay(), leave.lastDay()).stream()
                .filter(other -> !other.id().equals(substitution.id()))
                .findFirst()
                .ifPresent(other -> {
                    throw meets(other, leave);
                });
        return substitutions.saveAndFlush(substitution);
    }

    /** Two at once would share the work by chance, and a chain would hand it on to somebody whom nobody chose. */
    private RefusedException meets(Substitution other, Leave leave) {
        String days = " с " + DAY.format(other.firstDay()) + " по " + DAY.format(other.lastDay());
        if (other.absent().equals(leave.absent())) {
            return new RefusedException(
                    "firstDay",
                    "На эти дни замещение уже есть: " + staff.nameOf(other.substitute()) + days
                            + ". Измените его или выберите другие дни");
        }
        if (other.absent().equals(leave.substitute())) {
            return new RefusedException(
                    "substitute",
                    staff.nameOf(leave.substitute()) + " отсутствует" + days + ": выберите другого заместителя");
        }
        return new RefusedException(
                "firstDay",
                staff.nameOf(leave.absent()) + " в эти дни замещает сотрудника: " + staff.nameOf(other.absent()) + days
                        + ". Сначала измените то замещение");
    }

    private void requireSameGroups(Leave leave) {
        Map<Employee, Set<String>> workers = workers();
        Set<String> needed = groups(workers, leave.absent());
        if (needed.isEmpty()) {
            throw new RefusedException(
                    "absent", "У этого сотрудника нет задач, которые кто-то мог бы выполнять за него");
        }
        if (!groups(workers, leave.substitute()).containsAll(needed)) {
            throw new RefusedException(
                    "substitute",
                    staff.nameOf(leave.substitute()) + " не состоит в тех же группах, что "
                            + staff.nameOf(leave.absent()) + ": выберите сотрудника той же роли");
        }
    }

    private static Set<String> groups(Map<Employee, Set<String>> workers, String login) {
        return workers.entrySet().stream()
                .filter(each -> each.getKey().id().equals(login))
                .findFirst()
                .map(Map.Entry::getValue)
                .orElse(Set.of());
    }

    private Map<Employee, Set<String>> workers() {
        Map<Employee, Set<String>> workers = new HashMap<>();
        for (String group : GROUPS) {
            staff.membersOf(group).forEach(each -> workers.computeIfAbsent(each, one -> new TreeSet<>())
                    .add(group));
        }
        return workers;
    }

    private boolean answersFor(Actor actor, String absent) {
        if (actor.login().equals(absent) || actor.groups().stream().anyMatch(FOR_EVERYBODY::contains)) {
            return true;
        }
        return actor.groups().contains(HEADS)
                && branches.head(absent).map(actor.login()::equals).orElse(true);
    }
}
