package io.polisflow.crm.branch;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.calendar.CalendarEditor;
import io.polisflow.crm.calendar.CalendarRegion;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Founds branches and changes who works there; open deadlines stay by the calendar by which they were set. */
@Service
@Transactional
public class BranchEditor {

    private static final String CODE = "[a-z0-9]+(-[a-z0-9]+)*";
    private static final int LONGEST_CODE = 40;
    private static final int LONGEST_NAME = 200;

    private final BranchRepository branches;
    private final CalendarEditor calendars;

    BranchEditor(BranchRepository branches, CalendarEditor calendars) {
        this.branches = branches;
        this.calendars = calendars;
    }

    /**
     * What a branch is to be.
     *
     * @param head a login; null for none
     * @param members logins
     */
    public record BranchForm(String name, String calendar, String head, Set<String> members) {}

    /** @throws RefusedException when it will not do, with the field at fault */
    public void found(String code, BranchForm form) {
        String wanted = code == null ? "" : code.strip();
        if (wanted.length() > LONGEST_CODE || !wanted.matches(CODE)) {
            throw new RefusedException(
                    "code", "Код: латинские строчные буквы, цифры и дефис, не длиннее 40 знаков, например kazan");
        }
        if (branches.findById(wanted).isPresent()) {
            throw new RefusedException("code", "Филиал с кодом «" + wanted + "» уже есть");
        }
        put(new Branch(wanted), form);
    }

    /**
     * @param revision of the branch that was seen
     * @throws ConflictException when somebody else has changed it since
     * @throws RefusedException as {@link #found}
     */
    public void change(String code, int revision, BranchForm form) {
        Branch branch = branches.findById(code).orElseThrow(() -> new NoSuchElementException("no branch " + code));
        if (branch.revision() != revision) {
            throw new ConflictException("Филиал «" + branch.name()
                    + "» пока вы правили, изменил кто-то ещё: сверьте введённое с тем, что теперь, и сохраните снова");
        }
        put(branch, form);
    }

    private void put(Branch branch, BranchForm form) {
        String name = form.name() == null ? "" : form.name().strip();
        if (name.isEmpty() || name.length() > LONGEST_NAME) {
            throw new RefusedException("name", "Укажите название, не длиннее 200 знаков");
        }
        if (calendars.all().stream().map(CalendarRegion::code).noneMatch(form.calendar()::equals)) {
            throw new RefusedException("calendar", "Выберите календарь из списка");
        }
        Set<String> members = new TreeSet<>(form.members());
        for (String login : members) {
            branches.ofMember(login)
                    .filter(other -> !other.code().equals(branch.code()))
                    .ifPresent(other -> {
                        throw new RefusedException(
                                "members",
                                "Сотрудник «" + login + "» уже работает в филиале «" + other.name()
                                        + "»: сначала уберите его оттуда");
                    });
        }
        String head = form.head() == null || form.head().isBlank() ? null : form.head();
        branch.change(name, form.calendar(), head, members);
        branches.saveAndFlush(branch);
    }
}
