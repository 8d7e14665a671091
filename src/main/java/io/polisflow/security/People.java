package io.polisflow.security;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.identity.User;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/** Writes people of the provider or directory down as users of the engine, so that they can be assigned, filtered by and reported on. */
@Component
class People {

    /** What tells who was written down here from those whom an administrator made. */
    private static final String SOURCE = "polisflow.source";

    private final IdentityService identity;
    private final Standing standing;

    People(IdentityService identity, Standing standing) {
        this.identity = identity;
        this.standing = standing;
    }

    /**
     * Makes the user what the person is: name, address, and those of our groups, no more and no fewer.
     *
     * @param source {@code oidc} or {@code ldap}
     */
    @Transactional
    public SignedOnUser write(Person person, String source) {
        User user = identity.createUserQuery().userId(person.id()).singleResult();
        boolean fresh = user == null;
        if (fresh) {
            user = identity.newUser(person.id());
        }
        if (fresh || !same(user, person)) {
            user.setFirstName(person.firstName());
            user.setLastName(person.lastName());
            user.setEmail(person.email());
            identity.saveUser(user);
        }
        if (!source.equals(identity.getUserInfo(person.id(), SOURCE))) {
            identity.setUserInfo(person.id(), SOURCE, source);
        }
        List<String> before = groupsOf(person.id());
        person.groups().stream()
                .filter(group -> !before.contains(group))
                .forEach(group -> identity.createMembership(person.id(), group));
        leave(
                person.id(),
                before.stream()
                        .filter(group -> !person.groups().contains(group))
                        .toList());
        return standing.now(person.id()).orElseThrow();
    }

    /**
     * Takes all groups from a person who is no longer known there; the user stays, since old work names them.
     *
     * @return whether there was anything to take
     */
    @Transactional
    public boolean dismiss(String id) {
        List<String> before = groupsOf(id);
        leave(id, before);
        standing.now(id);
        return !before.isEmpty();
    }

    /** Ids of all who were written down from that source. */
    List<String> from(String source) {
        return identity.createUserQuery().list().stream()
                .map(User::getId)
                .filter(id -> source.equals(identity.getUserInfo(id, SOURCE)))
                .toList();
    }

    Optional<SignedOnUser> known(String id) {
        return standing.lately(id);
    }

    private void leave(String id, List<String> groups) {
        groups.forEach(group -> identity.deleteMembership(id, group));
    }

    /** Groups that an administrator made besides ours are nobody else's business. */
    private List<String> groupsOf(String id) {
        List<String> ours =
                List.of(UserGroup.values()).stream().map(UserGroup::id).toList();
        return identity.createGroupQuery().groupMember(id).list().stream()
                .map(Group::getId)
                .filter(ours::contains)
                .toList();
    }

    private static boolean same(User user, Person person) {
        return Objects.equals(text(user.getFirstName()), person.firstName())
                && Objects.equals(text(user.getLastName()), person.lastName())
                && Objects.equals(text(user.getEmail()), person.email());
    }

    private static String text(String value) {
        return value == null ? "" : value;
    }
}
