package io.polisflow.crm.agenda;

import io.polisflow.crm.Fingerprint;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.agenda.CalendarFormat.Feed;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.deal.Staff;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.data.jpa.repository.Lock;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Publishes each person's agenda under a secret address that they can revoke.
 *
 * <p>The secret has 256 random bits and is shown once; kept is its SHA-256, which needs no salt because nobody can guess such a secret.
 */
@Service
@Transactional
public class CalendarFeeds {

    private static final Logger LOG = LoggerFactory.getLogger(CalendarFeeds.class);
    private static final int SECRET_BYTES = 32;

    private final FeedRepository feeds;
    private final EntryRepository entries;
    private final Agenda agenda;
    private final CalendarFormat format;
    private final Staff staff;
    private final InsertOnce insertOnce;
    private final AuditTrail audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    CalendarFeeds(
            FeedRepository feeds,
            EntryRepository entries,
            Agenda agenda,
            CalendarFormat format,
            Staff staff,
            InsertOnce insertOnce,
            AuditTrail audit,
            Clock clock) {
        this.feeds = feeds;
        this.entries = entries;
        this.agenda = agenda;
        this.format = format;
        this.staff = staff;
        this.insertOnce = insertOnce;
        this.audit = audit;
        this.clock = clock;
    }

    /**
     * What is published.
     *
     * @param owner login of the person whose calendar it is
     * @param hash hex SHA-256 of the content
     * @param changedAt since when the content has been as it is, to the second
     */
    public record Publication(String owner, byte[] content, String hash, Instant changedAt) {}

    /** @return the secret, told this once; one made before ends */
    public String create(String user) {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("owner", user);
        row.put("secret_hash", Fingerprint.of(secret));
        row.put("created_at", Timestamp.from(now()));
        if (!insertOnce.insert("calendar_feed", row, List.of("owner"))) {
            feeds.findByOwner(user).orElseThrow().renew((String) row.get("secret_hash"), now());
        }
        audit.eventBy(user, AuditAction.EXPORTED, AuditSubject.of("calendar_feed", user), Map.of("format", "ics"));
        LOG.info("Создан адрес календаря пользователя {}", user);
        return secret;
    }

    /** @return false when there was none */
    public boolean revoke(String user) {
        boolean revoked = feeds.deleteByOwner(user) > 0;
        if (revoked) {
            LOG.info("Отозван адрес календаря пользователя {}", user);
        }
        return revoked;
    }

    /** @return the person's feed, without its secret, which nobody knows but they */
    @Transactional(readOnly = true)
    public Optional<CalendarFeed> find(String user) {
        return feeds.findById(user);
    }

    /**
     * Brings what is published up to date and writes it.
     *
     * @param address of our pages, without a slash at its end
     * @return empty when the secret is none, was revoked, or its owner works here no more
     */
    public Optional<Publication> read(String secret, String address) {
        String given = Fingerprint.of(secret);
        return feeds.findBySecretHash(given)
                // The index has found it by the hash of a guess; what counts is compared in constant time.
                .filter(feed -> MessageDigest.isEqual(
                        feed.secretHash().getBytes(StandardCharsets.US_ASCII),
                        given.getBytes(StandardCharsets.US_ASCII)))
                .filter(feed -> staff.find(feed.owner()).isPresent())
                .map(feed -> publish(feed, address));
    }

    private Publication publish(CalendarFeed feed, String address) {
        Instant now = now();
        List<CalendarFormat.Entry> shown = bringUpToDate(feed.owner(), now).stream()
                .map(PublishedEntry::entry)
                .toList();
        byte[] content =
                format.write(new Feed("Polisflow: " + staff.nameOf(feed.owner()), address, clock.getZone(), shown));
        String hash = Fingerprint.of(content);
        feed.serves(hash, now);
        feed.read(now);
        return new Publication(feed.owner(), content, hash, feed.contentChangedAt());
    }

    private List<PublishedEntry> bringUpToDate(String owner, Instant now) {
        Instant oldest = now.minus(Agenda.PAST);
        Map<String, PublishedEntry> known = new LinkedHashMap<>();
        entries.findByOwnerOrderById(owner).forEach(entry -> known.put(entry.key(), entry));
        List<PublishedEntry> shown = new ArrayList<>();
        for (AgendaItem item : agenda.of(owner)) {
            PublishedEntry entry = known.remove(PublishedEntry.key(item));
            if (entry == null) {
                entry = entries.save(new PublishedEntry(owner, item, now));
            } else {
                entry.show(item, now);
            }
            shown.add(entry);
        }
        for (PublishedEntry gone : known.values()) {
            if (gone.isPast(oldest, clock.getZone())) {
                entries.delete(gone);
            } else {
                gone.cancel(now);
                shown.add(gone);
            }
        }
        return shown;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    interface FeedRepository extends Repository<CalendarFeed, String> {

        Optional<CalendarFeed> findById(String owner);

        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select c from CalendarFeed c where c.owner = :owner")
        Optional<CalendarFeed> findByOwner(String owner);

        /** Two programs of one person read one after the other: both tell what is published, and it is told once. */
        @Lock(LockModeType.PESSIMISTIC_WRITE)
        @Query("select c from CalendarFeed c where c.secretHash = :secretHash")
        Optional<CalendarFeed> findBySecretHash(String secretHash);

        long deleteByOwner(String owner);
    }

    interface EntryRepository extends Repository<PublishedEntry, Long> {

        @Query("select p from PublishedEntry p where p.owner = :owner order by p.id")
        List<PublishedEntry> findByOwnerOrderById(String owner);

        PublishedEntry save(PublishedEntry entry);

        void delete(PublishedEntry entry);
    }
}
