package io.polisflow.crm.branch;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.Version;
import java.util.Set;
import java.util.TreeSet;

/** A branch of the insurer: its people are escalated to its head and work by its calendar. */
@Entity
public class Branch {

    @Id
    private String code;

    private String name;
    private String calendar;
    private String head;

    @ElementCollection
    @CollectionTable(name = "branch_member", joinColumns = @JoinColumn(name = "branch"))
    @Column(name = "login")
    private Set<String> members = new TreeSet<>();

    @Version
    private int lockVersion;

    protected Branch() {}

    Branch(String code) {
        this.code = code;
    }

    /**
     * @param head a login; null when the branch has no head
     * @param calendar the code of an existing calendar
     */
    void change(String name, String calendar, String head, Set<String> members) {
        this.name = name;
        this.calendar = calendar;
        this.head = head;
        this.members.retainAll(members);
        this.members.addAll(members);
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    /** @return the calendar's code */
    public String calendar() {
        return calendar;
    }

    /** @return a login; null when the branch has no head */
    public String head() {
        return head;
    }

    /** @return logins, in alphabetical order */
    public Set<String> members() {
        return new TreeSet<>(members);
    }

    /** @return rises with each change, for whoever edits what they have seen */
    public int revision() {
        return lockVersion;
    }
}
