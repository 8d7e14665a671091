package io.polisflow.crm.branch;

import io.polisflow.crm.calendar.CalendarOfUser;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells where people work, who their head is, and by which calendar they work; a person belongs to one branch or to none. */
@Service
@Transactional(readOnly = true)
public class Branches implements CalendarOfUser {

    private final BranchRepository branches;

    Branches(BranchRepository branches) {
        this.branches = branches;
    }

    /** @return in the order of their names, with their members */
    public List<Branch> all() {
        List<Branch> all = branches.findAllByOrderByName();
        all.forEach(Branch::members);
        return all;
    }

    public Optional<Branch> find(String code) {
        Optional<Branch> found = branches.findById(code);
        found.ifPresent(Branch::members);
        return found;
    }

    /** @return the branch in which the person works */
    public Optional<Branch> of(String login) {
        Optional<Branch> found = branches.ofMember(login);
        found.ifPresent(Branch::members);
        return found;
    }

    /** @return the login of the head of the person's branch; empty when the person has no branch, or the branch no head */
    public Optional<String> head(String login) {
        return of(login).map(Branch::head);
    }

    /** @return logins; empty when there is no such branch */
    public Set<String> members(String code) {
        return find(code).map(Branch::members).orElse(Set.of());
    }

    @Override
    public Optional<String> calendarOf(String login) {
        return branches.calendarOfMember(login);
    }
}
