package io.polisflow.crm.calendar;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalDate;

/** A day that differs from the plain week: a holiday, a moved working day, the eve of a holiday. */
@Entity
@Table(name = "working_day_exception")
public class WorkingDayException {

    @Id
    @Column(name = "on_day")
    private LocalDate day;

    @Enumerated(EnumType.STRING)
    @Column(nullable = false, length = 16)
    private Kind kind;

    @Column(nullable = false)
    private boolean provisional;

    protected WorkingDayException() {}

    public WorkingDayException(LocalDate day, Kind kind, boolean provisional) {
        this.day = day;
        this.kind = kind;
        this.provisional = provisional;
    }

    public LocalDate day() {
        return day;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether the day may still be moved by the government's decree. */
    public boolean provisional() {
        return provisional;
    }

    /** What the day is instead of what its weekday says; a shortened day ends an hour earlier. */
    public enum Kind {
        OFF,
        WORKING,
        SHORTENED
    }
}
