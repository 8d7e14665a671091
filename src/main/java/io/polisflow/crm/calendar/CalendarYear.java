package io.polisflow.crm.calendar;

import jakarta.persistence.CollectionTable;
import jakarta.persistence.Column;
import jakarta.persistence.ElementCollection;
import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.MapKeyColumn;
import jakarta.persistence.Version;
import java.io.Serializable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** One year of a calendar: which of its days differ from the plain week, and from where that is known. */
@Entity
class CalendarYear {

    @EmbeddedId
    private Key key;

    private String source;
    private boolean provisional;

    @ElementCollection
    @CollectionTable(
            name = "calendar_day",
            joinColumns = {
                @JoinColumn(name = "calendar", referencedColumnName = "calendar"),
                @JoinColumn(name = "year_", referencedColumnName = "year_")
            })
    @MapKeyColumn(name = "on_day")
    private Map<LocalDate, SpecialDay> days = new HashMap<>();

    @Version
    private int lockVersion;

    protected CalendarYear() {}

    CalendarYear(String calendar, int year) {
        this.key = new Key(calendar, year);
    }

    @Embeddable
    record Key(String calendar, @Column(name = "year_") int year) implements Serializable {}

    /**
     * Makes the year what it is said to be; what stays is left alone.
     *
     * @param source from where the days are known
     * @param provisional whether a decree may still move them
     */
    void replace(Map<LocalDate, SpecialDay> wanted, String source, boolean provisional) {
        days.keySet().retainAll(wanted.keySet());
        wanted.forEach((day, special) -> {
            if (day.getYear() != key.year()) {
                throw new IllegalArgumentException(day + " is not a day of " + key.year());
            }
            if (!special.equals(days.get(day))) {
                days.put(day, special);
            }
        });
        this.source = source;
        this.provisional = provisional;
    }

    SortedMap<LocalDate, SpecialDay> days() {
        return new TreeMap<>(days);
    }

    String source() {
        return source;
    }

    boolean provisional() {
        return provisional;
    }

    int revision() {
        return lockVersion;
    }
}
