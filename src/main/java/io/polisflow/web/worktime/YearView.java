package io.polisflow.web.worktime;

import java.util.List;

/**
 * A year of a calendar as the page shows it, with the changes of the draft already in it.
 *
 * @param mayEdit whether whoever looks may change it
 * @param revision of the year that the draft was made to
 * @param filled whether somebody has entered the year
 * @param hours e.g. «9:00–18:00»
 * @param norm e.g. «247 рабочих дней, 1972 часа»
 * @param clock hours by the working hours, when they are not the norm's; else null
 * @param draft the changes, as the form carries them
 * @param differences what the draft changes, in words
 * @param moves what it moves, in words; null while nobody has asked
 */
record YearView(
        String code,
        String name,
        boolean country,
        int year,
        boolean mayEdit,
        int revision,
        boolean filled,
        boolean provisional,
        String source,
        String hours,
        String zone,
        String norm,
        String clock,
        List<Month> months,
        List<String> draft,
        List<Difference> differences,
        String moves,
        List<Change> changes) {

    /** @param weeks seven places each, null where the month has no day */
    record Month(String name, String norm, List<List<Day>> weeks) {}

    /**
     * @param date ISO
     * @param look {@code off}, {@code short}, or {@code work}
     * @param kind what the calendar itself says; empty when it says nothing
     * @param name the holiday's; empty when there is none
     * @param label what a reader of the screen hears
     */
    record Day(
            String date,
            int number,
            String look,
            String kind,
            String name,
            boolean changed,
            boolean provisional,
            boolean today,
            String label) {}

    record Difference(String day, String before, String after) {}

    record Change(String at, String who, String year, String text) {}
}
