package io.polisflow.security;

import io.polisflow.crm.Fingerprint;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Closes a name after failures in a row, on all nodes and for every way of checking a password. Names that nobody has are closed
 * alike, so that nothing tells which exist.
 */
@Component
class SignOnLocks {

    private static final String COUNT =
            """
            update sign_on_failure set
                closed_until = case when closed_until is null and last_at >= ? and failures + 1 >= ? then cast(? as timestamp with time zone) end,
                failures = case when closed_until is not null or last_at < ? then 1 else failures + 1 end,
                last_at = ?
            where name_hash = ? and (closed_until is null or closed_until <= ?)
            """;

    private final JdbcTemplate jdbc;
    private final TransactionTemplate apart;
    private final SignOnProperties.Failures limits;
    private final Clock clock;
    private final ApplicationEventPublisher events;

    SignOnLocks(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            SignOnProperties properties,
            Clock clock,
            ApplicationEventPublisher events) {
        this.jdbc = jdbc;
        // A failure counts also when what surrounds it is rolled back.
        this.apart = new TransactionTemplate(transactions);
        this.apart.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        this.limits = properties.name();
        this.clock = clock;
        this.events = events;
    }

    /** Until when nobody signs on by this name, or empty when it is open. */
    Optional<Instant> closedUntil(String name) {
        List<Timestamp> until = jdbc.queryForList(
                "select closed_until from sign_on_failure where name_hash = ? and closed_until > ?",
                Timestamp.class,
                hash(name),
                Timestamp.from(clock.instant()));
        return until.stream().findFirst().map(Timestamp::toInstant);
    }

    void failed(String name) {
        if (!count(name)) {
            try {
                apart.executeWithoutResult(status -> insert(name));
            } catch (DuplicateKeyException sameMoment) {
                count(name);
            }
        }
        events.publishEvent(new SignOnEvent(
                closedUntil(name).isPresent() ? SignOnEvent.Kind.CLOSED : SignOnEvent.Kind.FAILED, name, null));
    }

    /**
     * Failures before a success are forgiven.
     *
     * @return false when other guesses closed the name while this one was looked at: then being right helps it no more than them
     */
    boolean succeeded(String name) {
        jdbc.update(
                "delete from sign_on_failure where name_hash = ? and (closed_until is null or closed_until <= ?)",
                hash(name),
                Timestamp.from(clock.instant()));
        return closedUntil(name).isEmpty();
    }

    /** Opens a closed name before its time. */
    void open(String name) {
        if (jdbc.update("delete from sign_on_failure where name_hash = ?", hash(name)) > 0) {
            events.publishEvent(new SignOnEvent(SignOnEvent.Kind.OPENED, name, null));
        }
    }

    private boolean count(String name) {
        Timestamp now = Timestamp.from(clock.instant());
        Timestamp recent = Timestamp.from(clock.instant().minus(limits.within()));
        Timestamp until = Timestamp.from(clock.instant().plus(limits.closed()));
        return Boolean.TRUE.equals(apart.execute(
                status -> jdbc.update(COUNT, recent, limits.most(), until, recent, now, hash(name), now) == 1
                        || closedUntil(name).isPresent()));
    }

    private void insert(String name) {
        Instant now = clock.instant();
        Instant old = now.minus(limits.within()).minus(limits.closed());
        jdbc.update("delete from sign_on_failure where last_at < ?", Timestamp.from(old));
        jdbc.update(
                "insert into sign_on_failure (name_hash, failures, last_at, closed_until) values (?, 1, ?, ?)",
                hash(name),
                Timestamp.from(now),
                limits.most() == 1 ? Timestamp.from(now.plus(limits.closed())) : null);
    }

    private static String hash(String name) {
        return Fingerprint.of(name.strip().toLowerCase(Locale.ROOT));
    }
}
