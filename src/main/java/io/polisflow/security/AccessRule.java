package io.polisflow.security;

import static io.polisflow.security.Reach.ALL;
import static io.polisflow.security.Reach.OWN;
import static io.polisflow.security.Reach.SEEN;
import static io.polisflow.security.UserGroup.ADMINISTRATORS;
import static io.polisflow.security.UserGroup.ANALYSTS;
import static io.polisflow.security.UserGroup.HEADS;
import static io.polisflow.security.UserGroup.LAWYERS;
import static io.polisflow.security.UserGroup.SALES;
import static io.polisflow.security.UserGroup.SUPERVISORS;
import static io.polisflow.security.UserGroup.UNDERWRITERS;

import io.polisflow.security.Reach.Given;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who may do what: the table roles × actions × objects.
 *
 * <p>Addresses are guarded by it in {@link SecurityConfiguration}; which single deals, clients and tasks somebody sees is decided
 * behind it. A test asks every address of the running application as every role and compares the answers with this table.
 */
public enum AccessRule {
    SEE_DEALS(
            "deal",
            "see it: card, proposals, contracts, letters, calls, files, journal, deadlines",
            SEEN.to(SALES, UNDERWRITERS, LAWYERS, HEADS),
            ALL.to(SUPERVISORS)),
    ACT_ON_DEALS(
            "deal",
            "write letters, plan touches, record objections, lose, pause, hand over",
            OWN.to(SALES),
            SEEN.to(HEADS),
            ALL.to(SUPERVISORS)),
    LEAVE_FILES("deal", "leave files there", OWN.to(SALES), SEEN.to(UNDERWRITERS, LAWYERS, HEADS), ALL.to(SUPERVISORS)),
    SEE_CLIENTS(
            "client",
            "see the card and what hangs on it",
            SEEN.to(SALES, UNDERWRITERS, LAWYERS, HEADS),
            ALL.to(SUPERVISORS)),
    CHANGE_CLIENTS(
            "client", "change card and contacts, merge cards", OWN.to(SALES), SEEN.to(HEADS), ALL.to(SUPERVISORS)),
    IMPORT_CLIENTS("client", "load many from a file", OWN.to(SALES), SEEN.to(HEADS), ALL.to(SUPERVISORS)),
    LIST_OBJECTS(
            "lists, search, exports, reports, calls of no deal",
            "open them; they hold what one sees",
            SEEN.to(SALES, UNDERWRITERS, LAWYERS, HEADS),
            ALL.to(SUPERVISORS)),
    PLAN_TOUCHES("calendar", "choose deals for a new touch", OWN.to(SALES), SEEN.to(HEADS), ALL.to(SUPERVISORS)),
    SEE_TASKS("task", "see its card and tabs", SEEN.to(SALES, UNDERWRITERS, LAWYERS, HEADS), ALL.to(SUPERVISORS)),
    STOP_CLOCKS(
            "task",
            "stop and start its clock",
            OWN.to(SALES, UNDERWRITERS, LAWYERS),
            SEEN.to(HEADS),
            ALL.to(SUPERVISORS)),
    SUPERVISE_TASKS("task", "extend, give to somebody else", SEEN.to(HEADS), ALL.to(SUPERVISORS)),
    WATCH_DEADLINES(
            "deadlines of many", "open the dashboard, act on many, export events", SEEN.to(HEADS), ALL.to(SUPERVISORS)),
    READ_KNOWLEDGE("knowledge base", "read and rate", ALL.to(SALES, UNDERWRITERS, LAWYERS, HEADS, SUPERVISORS)),
    WRITE_KNOWLEDGE("knowledge base", "write", ALL.to(HEADS, SUPERVISORS)),
    KEEP_DICTIONARIES(
            "dictionaries, catalogue, templates", "see and change", ALL.to(HEADS, SUPERVISORS, ADMINISTRATORS)),
    SEE_CALENDARS("working time", "see calendars", ALL.to(HEADS, SUPERVISORS, ADMINISTRATORS)),
    GRANT_SIGHT(
            "sight of a colleague's deals", "give and take it", SEEN.to(HEADS), ALL.to(SUPERVISORS, ADMINISTRATORS)),
    CHANGE_CALENDARS("working time, branches", "change", ALL.to(ADMINISTRATORS)),
    SUBSTITUTE(
            "substitution during leave",
            "say who does whose work",
            OWN.to(SALES, UNDERWRITERS, LAWYERS),
            SEEN.to(HEADS),
            ALL.to(SUPERVISORS, ADMINISTRATORS)),
    CHANGE_MODELS("models", "read, change, put into force, move running deals", ALL.to(ANALYSTS, ADMINISTRATORS)),
    SEE_PATHS("models", "see by figures how they go", ALL.to(HEADS, SUPERVISORS, ANALYSTS, ADMINISTRATORS)),
    SEE_PATH_DEALS("models", "see which deals went that way", SEEN.to(HEADS), ALL.to(SUPERVISORS)),
    ANSWER_SUBJECTS("subject of personal data", "gather and erase their data, keep the register", ALL.to(SUPERVISORS)),
    READ_AUDIT("audit", "read, check, export", ALL.to(SUPERVISORS, ADMINISTRATORS)),
    READ_METRICS("metrics, build", "read", ALL.to(SUPERVISORS, ADMINISTRATORS), ALL.toPrograms()),
    SIGNED_ON("own desk", "open it, API description, log-out", ALL.to(UserGroup.values()), ALL.toPrograms()),
    PUBLIC("sign-on, health, published contracts, hooks with their own secret", "open");

    private final String object;
    private final String action;
    private final Map<UserGroup, Reach> reaches;
    private final boolean programs;

    AccessRule(String object, String action, Given... given) {
        this.object = object;
        this.action = action;
        this.reaches = Arrays.stream(given)
                .flatMap(right -> right.groups().stream().map(group -> Map.entry(group, right.reach())))
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));
        this.programs = Arrays.stream(given).anyMatch(Given::programs);
    }

    /** What it is done to. */
    public String object() {
        return object;
    }

    /** What is done, in a few words. */
    public String action() {
        return action;
    }

    /** How far a member of that group may go. */
    public Reach reach(UserGroup group) {
        return this == PUBLIC ? ALL : reaches.getOrDefault(group, Reach.NONE);
    }

    /** How far somebody signed on may go who is in all these groups; who is in none is a program. */
    public Reach reach(Collection<UserGroup> groups) {
        return groups.stream().map(this::reach).max(Reach::compareTo).orElse(forPrograms() ? ALL : Reach.NONE);
    }

    /** Whether a user in no group may do it. */
    public boolean forPrograms() {
        return programs || this == PUBLIC;
    }

    /** Ids of the groups that may do it at all. */
    String[] groups() {
        return Stream.of(UserGroup.values())
                .filter(reaches::containsKey)
                .map(UserGroup::id)
                .toArray(String[]::new);
    }
}
