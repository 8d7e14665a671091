package io.polisflow.crm.agenda;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.UUID;

/** An entry as a person's calendar programs know it: the same identity for ever, a higher sequence after each change. */
@Entity
@Table(name = "calendar_entry")
class PublishedEntry {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String owner;

    @Enumerated(EnumType.STRING)
    private AgendaItem.Source source;

    private String sourceId;
    private String uid;

    @Column(name = "sequence_")
    private int sequence;

    private boolean cancelled;
    private String title;
    private String details;
    private String place;
    private String path;
    private Instant startsAt;
    private Instant endsAt;

    @Column(name = "day_")
    private LocalDate day;

    private Integer alarmMinutes;
    private Instant createdAt;
    private Instant changedAt;

    protected PublishedEntry() {}

    PublishedEntry(String owner, AgendaItem item, Instant now) {
        this.owner = owner;
        this.source = item.source();
        this.sourceId = item.id();
        this.uid = UUID.randomUUID().toString();
        this.createdAt = now;
        this.changedAt = now;
        take(item);
    }

    /** Shows the item as it is now. */
    void show(AgendaItem item, Instant now) {
        if (cancelled || !item().equals(trimmed(item))) {
            take(item);
            cancelled = false;
            changed(now);
        }
    }

    /** The item is no more: whoever was shown it must be told. */
    void cancel(Instant now) {
        if (!cancelled) {
            cancelled = true;
            changed(now);
        }
    }

    private void changed(Instant now) {
        sequence++;
        changedAt = now;
    }

    private void take(AgendaItem item) {
        AgendaItem kept = trimmed(item);
        title = kept.title();
        details = kept.details();
        place = kept.place();
        path = kept.path();
        startsAt = kept.start();
        endsAt = kept.end();
        day = kept.day();
        alarmMinutes = kept.alarmMinutes();
    }

    private static AgendaItem trimmed(AgendaItem item) {
        return new AgendaItem(
                item.source(),
                item.id(),
                cut(item.title(), 500),
                cut(item.details(), 5000),
                item.place(),
                item.path(),
                item.start(),
                item.end(),
                item.day(),
                item.alarmMinutes());
    }

    private static String cut(String text, int max) {
        return text == null || text.length() <= max ? text : text.substring(0, max - 1) + "…";
    }

    private AgendaItem item() {
        return new AgendaItem(source, sourceId, title, details, place, path, startsAt, endsAt, day, alarmMinutes);
    }

    /** @return what an entry and its item have in common within one person's calendar */
    static String key(AgendaItem item) {
        return item.source() + " " + item.id();
    }

    String key() {
        return source + " " + sourceId;
    }

    /** Whether it lies further back than a calendar goes, or was cancelled so long ago that every program has heard of it. */
    boolean isPast(Instant oldest, ZoneId zone) {
        Instant end = day == null ? endsAt : day.plusDays(1).atStartOfDay(zone).toInstant();
        return end.isBefore(oldest) || cancelled && changedAt.isBefore(oldest);
    }

    CalendarFormat.Entry entry() {
        return new CalendarFormat.Entry(
                uid,
                sequence,
                cancelled,
                title,
                details,
                place,
                path,
                startsAt,
                endsAt,
                day,
                alarmMinutes,
                // A deadline takes none of the person's time, nor does what has been called off.
                source == AgendaItem.Source.TOUCH && !cancelled,
                createdAt,
                changedAt);
    }
}
