package io.polisflow.security.access;

import io.polisflow.security.AccessRule;
import io.polisflow.security.Reach;
import io.polisflow.security.UserGroup;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

/** Whoever asks in the matrix, with what they are to the one deal that is asked about. */
public enum Asker {
    ANONYMOUS("nobody signed on", null, false, false),
    OWNER("sales: own", UserGroup.SALES, true, true),
    STAND_IN("sales: of whom they stand in for", UserGroup.SALES, true, true),
    GRANTED("sales: granted", UserGroup.SALES, true, false),
    COLLEAGUE("sales: of the team, not granted", UserGroup.SALES, false, false),
    STRANGER("sales: foreign", UserGroup.SALES, false, false),
    UNDERWRITER_AT_WORK("underwriter: open step", UserGroup.UNDERWRITERS, true, false),
    UNDERWRITER("underwriter: no step", UserGroup.UNDERWRITERS, false, false),
    LAWYER_AT_WORK("lawyer: open step", UserGroup.LAWYERS, true, false),
    LAWYER("lawyer: no step", UserGroup.LAWYERS, false, false),
    HEAD("head: of the branch", UserGroup.HEADS, true, false),
    OTHER_HEAD("head: of another branch", UserGroup.HEADS, false, false),
    SUPERVISOR("supervisor", UserGroup.SUPERVISORS, true, false),
    ANALYST("analyst", UserGroup.ANALYSTS, false, false),
    ADMINISTRATOR("administrator", UserGroup.ADMINISTRATORS, false, false),
    PROGRAM("in no group", null, false, false);

    /** What somebody is answered who is asked to sign on first. */
    public static final String SIGN_ON = "sign-on";

    /** Whose group may not and who does not see the object either: which of both is said first tells nothing. */
    static final String NOT_THEIRS = "403 or 404";

    private final String title;
    private final UserGroup group;
    private final boolean sees;
    private final boolean owns;

    Asker(String title, UserGroup group, boolean sees, boolean owns) {
        this.title = title;
        this.group = group;
        this.sees = sees;
        this.owns = owns;
    }

    /** All of them about an object; where there is none, one of each group says all. */
    static List<Asker> of(Row row) {
        return Arrays.stream(values())
                .filter(asker -> row.isAboutTheDeal()
                        || !Set.of(
                                        STAND_IN,
                                        GRANTED,
                                        COLLEAGUE,
                                        STRANGER,
                                        UNDERWRITER_AT_WORK,
                                        LAWYER_AT_WORK,
                                        OTHER_HEAD)
                                .contains(asker))
                .toList();
    }

    /** As reports name them. */
    public String title() {
        return title;
    }

    /** @return null for whoever is in none */
    public UserGroup group() {
        return group;
    }

    /** Logins of people, so that they are nobody's whom other tests know. */
    public String login() {
        return "matrix" + name().toLowerCase().replace("_", "");
    }

    /** What {@link AccessRule} has this one answered. */
    String expected(Row row) {
        AccessRule rule = row.rule();
        if (rule == AccessRule.PUBLIC) {
            return row.answer();
        }
        if (this == ANONYMOUS) {
            return SIGN_ON;
        }
        Reach reach = rule.reach(group == null ? Set.of() : Set.of(group));
        if (reach == Reach.NONE) {
            return group != null
                            && AccessRule.SEE_DEALS.reach(group) != Reach.NONE
                            && row.isAboutTheDeal()
                            && !sees(row)
                    ? NOT_THEIRS
                    : "403";
        }
        if (row.shows() != null) {
            boolean shown = reach == Reach.OWN ? owns : sees(row);
            return row.answer() + (shown ? " shown" : " hidden");
        }
        if (!row.isAboutTheDeal() || reach == Reach.ALL) {
            return row.answer();
        }
        if (!sees(row)) {
            return sees ? NOT_THEIRS : "404";
        }
        return reach == Reach.OWN && !owns ? "403" : row.answer();
    }

    /** A task of the sales people is none of an approver's, and an approver's step none of theirs. */
    private boolean sees(Row row) {
        // A grant opens deals and clients, not the lists that their owner brings in.
        return sees
                && !(this == GRANTED && row.rule() == AccessRule.IMPORT_CLIENTS)
                && switch (row.task()) {
                    case NONE -> true;
                    case SALES -> group == UserGroup.SALES || oversees();
                    case STEP -> this == UNDERWRITER_AT_WORK || this == SUPERVISOR;
                };
    }

    /** Whether the deal is theirs to see. */
    public boolean sees() {
        return sees;
    }

    private boolean oversees() {
        return group == UserGroup.HEADS || group == UserGroup.SUPERVISORS;
    }
}
