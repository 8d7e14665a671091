package io.polisflow.crm.calendar;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One line of the record of who put which change of a calendar in force, and what was before. */
@Entity
public class CalendarChange {

    static final int LONGEST_TEXT = 4000;

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @Column(name = "at_")
    private Instant at;

    private String actor;
    private String calendar;

    @Column(name = "year_")
    private Integer year;

    private String text;

    protected CalendarChange() {}

    CalendarChange(Instant at, String actor, String calendar, Integer year, String text) {
        this.at = at;
        this.actor = actor;
        this.calendar = calendar;
        this.year = year;
        this.text = text;
    }

    public Instant at() {
        return at;
    }

    /** @return the user's id */
    public String actor() {
        return actor;
    }

    /** @return null when the change was of no single year */
    public Integer year() {
        return year;
    }

    /** @return Russian, one line for each day */
    public String text() {
        return text;
    }
}
