package io.polisflow.process.models.whatif;

import java.time.Instant;
import java.util.List;

/**
 * What a changed table would have answered to what it was asked within a year.
 *
 * @param key of the table
 * @param problem why nothing can be told, in Russian, or null
 * @param since what was asked from then on was looked at; {@code asked} times
 * @param more whether it was asked more often than is looked at, so that {@code since} is later than a year ago
 * @param changedTitle what {@code changed} counts, in the genitive plural
 * @param changed answers that would have been another; of {@code deals} different deals
 * @param longer of them those with a longer term, and {@code shorter} with a shorter one
 * @param minor answers of which only columns would differ that do not count
 * @param unanswered questions that cannot be answered, with the reasons among the groups
 * @param about the title of what was asked about, or null when that is always the same
 * @param groups the most frequent first
 * @param offers how often each thing was and would be named, when an answer names several
 * @param rows of the table, in their order
 * @param cases what would have come otherwise, only differs in what does not count, or cannot be told; the newest first
 */
public record WhatIfAnswer(
        String key,
        String name,
        String problem,
        Instant since,
        Instant until,
        int asked,
        boolean more,
        String changedTitle,
        int changed,
        int deals,
        int longer,
        int shorter,
        int minor,
        int unanswered,
        String about,
        List<Group> groups,
        List<Offer> offers,
        List<RowHits> rows,
        List<Case> cases) {

    /** How an answer differs from what was answered. */
    public enum Kind {
        CHANGED,
        /** Only columns differ that do not count. */
        MINOR,
        UNANSWERED
    }

    /**
     * Answers that differ in the same way.
     *
     * @param subject what they are about, or null
     * @param after null when unanswered, and then {@code before} says why
     * @param difference of terms, with its unit, or null
     * @param times how often
     */
    public record Group(
            Kind kind, String subject, String before, String after, String difference, int times, int deals) {}

    /** @param before how often it was named, {@code after} how often it would have been */
    public record Offer(String name, int before, int after) {}

    /**
     * @param number of the row in the changed table, from 1
     * @param before how often the row of that id has fired, {@code after} how often it would have
     */
    public record RowHits(int number, String says, int before, int after) {}

    /**
     * One question.
     *
     * @param deal number of the deal or request, or null
     * @param group its place among the groups
     * @param note what a person made of it, or null
     */
    public record Case(String deal, Instant at, int group, String note) {}

    static WhatIfAnswer problem(String key, String name, String why) {
        return new WhatIfAnswer(
                key, name, why, null, null, 0, false, null, 0, 0, 0, 0, 0, 0, null, List.of(), List.of(), List.of(),
                List.of());
    }
}
