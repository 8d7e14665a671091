package io.polisflow.crm.calendar;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.LocalTime;

/** A calendar by which people work: the country's, or a region's with its own holidays, zone and hours. */
@Entity
@Table(name = "calendar")
public class CalendarRegion {

    @Id
    private String code;

    private String name;
    private String zone;
    private String opens;
    private String closes;
    private String breakFrom;
    private String breakTo;
    private int revision;

    protected CalendarRegion() {}

    /**
     * @param zone null for the configured one
     * @param own null for the configured hours
     */
    CalendarRegion(String code, String name, String zone, OfficeHours own) {
        this.code = code;
        this.name = name;
        change(zone, own);
    }

    private void change(String zone, OfficeHours own) {
        this.zone = zone;
        this.opens = own == null ? null : own.opens().toString();
        this.closes = own == null ? null : own.closes().toString();
        this.breakFrom = own == null ? null : text(own.breakFrom());
        this.breakTo = own == null ? null : text(own.breakTo());
    }

    private static String text(LocalTime time) {
        return time == null ? null : time.toString();
    }

    public String code() {
        return code;
    }

    public String name() {
        return name;
    }

    public boolean isCountrys() {
        return code.equals(WorkingCalendars.COUNTRY);
    }
}
