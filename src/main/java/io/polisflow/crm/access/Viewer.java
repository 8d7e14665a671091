package io.polisflow.crm.access;

import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who looks at deals and clients: a person together with those whom they stand in for today, each with their own groups.
 *
 * @param login of the person; null for the product itself, from which nothing is hidden
 */
public record Viewer(String login, List<Person> people) {

    static final String SALES = "sales";
    static final String HEADS = "heads";
    static final String SUPERVISORS = "supervisors";

    /** Those whose tasks lead them to deals; analysts and administrators work without clients' data. */
    private static final Set<String> WORKERS = Set.of(SALES, HEADS, "underwriters", "lawyers");

    private static final Viewer PRODUCT = new Viewer(null, List.of());

    public Viewer {
        people = List.copyOf(people);
    }

    /** The product's own work. */
    public static Viewer product() {
        return PRODUCT;
    }

    /** Whether nothing is hidden. */
    public boolean seesAll() {
        return login == null || in(SUPERVISORS).findAny().isPresent();
    }

    /** Whether they see no deal and no client whatever happens. */
    public boolean seesNothing() {
        return !seesAll() && workers().isEmpty();
    }

    /** @return logins of those who have deals and clients of their own */
    public Set<String> sellers() {
        return logins(Stream.concat(in(SALES), in(HEADS)));
    }

    /** Whether what this one has is theirs to work on: they sell it themself, or stand in today for whoever does. */
    public boolean sellsFor(String owner) {
        return owner != null && sellers().contains(owner);
    }

    /** @return logins of those who see the deals of their branch */
    public Set<String> heads() {
        return logins(in(HEADS));
    }

    /** @return logins whose tasks open their deals */
    Set<String> workers() {
        return logins(people.stream().filter(person -> person.groups().stream().anyMatch(WORKERS::contains)));
    }

    /** @return groups whose unassigned tasks open their deals */
    Set<String> taskGroups() {
        return people.stream()
                .map(Person::groups)
                .flatMap(Collection::stream)
                .filter(WORKERS::contains)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Whether the person is in the group themself. */
    boolean isIn(String group) {
        return people.stream()
                .anyMatch(person ->
                        person.login().equals(login) && person.groups().contains(group));
    }

    private Stream<Person> in(String group) {
        return people.stream().filter(person -> person.groups().contains(group));
    }

    private static Set<String> logins(Stream<Person> people) {
        return people.map(Person::login).collect(Collectors.toCollection(TreeSet::new));
    }
}
