package io.polisflow.web;

import io.polisflow.web.personal.ConsentPages;
import java.util.List;

/**
 * A client's card as its page and the task's tab show it: text ready to print, nothing lazy.
 *
 * @param dealsInAll how many there are, of which the newest are shown; likewise the policies
 */
record CardView(
        long id,
        String name,
        String inn,
        String owner,
        String warning,
        List<Figure> figures,
        Requisites requisites,
        List<ChangeRow> registryChanges,
        Contacts contacts,
        List<DealRow> deals,
        int dealsInAll,
        List<PolicyRow> policies,
        int policiesInAll,
        List<YearRow> premiums,
        List<ObjectionRow> objections,
        List<WorkRow> work,
        List<FileRow> files,
        List<ConsentPages.PersonView> consents,
        List<IncidentRow> incidents) {

    /** What a person wants to know at a glance. */
    record Figure(String label, String value) {}

    /**
     * @param toldBy which registry the data come from and of which time they are, or null
     * @param answer what it answered, as it came, or null
     * @param stale how old they are when that is too old, or null
     * @param registryStatus what it says of the company's existence, or null
     */
    record Requisites(
            long clientId,
            boolean hasInn,
            boolean mayChange,
            String state,
            boolean checked,
            String toldBy,
            DealView.FileView answer,
            String stale,
            String registryStatus,
            List<FieldRow> fields) {}

    /** @param source where the value came from and when, or null */
    record FieldRow(String name, String value, String source, Other other) {}

    /** @param open whether somebody still has to decide between the two values */
    record Other(String value, String source, boolean open) {}

    record ChangeRow(String at, String field, String before, String after, String source) {}

    record Contacts(long clientId, boolean mayChange, List<ContactRow> people) {}

    record ContactRow(
            long id,
            String name,
            String position,
            String role,
            String phone,
            String email,
            boolean cold,
            String undeliverable,
            String wrongNote) {}

    record DealRow(String number, String kind, String stage, boolean open, String owner, String openedAt) {}

    /** @param left how many days are left, in words @param tone of the badge: good, warn, bad or nothing */
    record PolicyRow(
            String number,
            String deal,
            String product,
            String object,
            String period,
            String premium,
            String left,
            String tone) {}

    /** @param rubles the plain number that the chart draws */
    record YearRow(int year, String premium, String rubles) {}

    record ObjectionRow(
            String at,
            String deal,
            String contact,
            String category,
            String words,
            String reply,
            boolean wonOver,
            Long articleId,
            String article) {}

    /** An open task or a planned touch. @param due in words, or null @param href null of what has no page of its own */
    record WorkRow(String what, String who, String due, boolean late, String deal, String href) {}

    record FileRow(String name, String href, String size, String what, String at, String deal) {}

    record IncidentRow(String deal, String step, String reason, String next) {}

    /**
     * One event on the timeline.
     *
     * @param text what it was about, folded when it is long; may be null
     * @param call of a call only
     */
    record EventRow(
            String kind,
            String at,
            String who,
            String title,
            String deal,
            String text,
            String problem,
            List<DealView.FileView> files,
            CallView call) {}

    record Filter(String code, String label, boolean chosen) {}

    /** @param next how many to ask for to see older ones; null when there are none */
    record Timeline(long clientId, List<Filter> filters, String chosen, List<EventRow> events, Integer next) {}

    record TrailRow(
            String at, String who, String of, String field, String before, String after, String source, String step) {}

    /** @param next as of {@link Timeline} */
    record Trail(long clientId, List<TrailRow> rows, Integer next) {}
}
