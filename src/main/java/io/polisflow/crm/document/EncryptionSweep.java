package io.polisflow.crm.document;

import io.polisflow.crm.Fingerprint;
import io.polisflow.crm.InsertOnce;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Brings old files under the active key: plain ones are sealed, of those under a former key only the file's own key is sealed
 * anew. Small transactions, each holding the one turn that there is; what is cut off goes on where it was.
 */
public class EncryptionSweep {

    private static final Logger log = LoggerFactory.getLogger(EncryptionSweep.class);

    /** Plain files are read whole: few of them make one transaction. */
    static final int BATCH = 20;

    private static final Duration FRESH = Duration.ofSeconds(15);

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Files files;
    private final FileContents contents;
    private final EncryptionKeys keys;
    private final Envelope envelope;
    private final EncryptionRegister register;
    private volatile long unreadable;
    private volatile EncryptionProgress known;
    private volatile long knownAt;

    EncryptionSweep(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            InsertOnce insertOnce,
            Files files,
            EncryptionKeys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.files = files;
        this.contents = new FileContents(jdbc);
        this.keys = keys;
        this.envelope = new Envelope(keys);
        this.register = new EncryptionRegister(jdbc, transaction, insertOnce, keys, clock);
    }

    /** What came of a pass. */
    public enum Outcome {
        /** Nothing is left to do here; what could not be read has been told. */
        DONE,
        /** Another node is at it, or this one's active key is not the one chosen last. */
        NOT_OURS,
        /** Somebody said stop. */
        STOPPED
    }

    /** @return Russian sentences about keys that files need and that are not here, or are others of the same name */
    List<String> enter() {
        return register.enter();
    }

    /**
     * Goes through all files that are not under the active key.
     *
     * @param goOn asked before each batch
     */
    Outcome pass(BooleanSupplier goOn) {
        return pass(goOn, () -> {});
    }

    /** @param began told within the first batch that has a file, in its transaction */
    Outcome pass(BooleanSupplier goOn, Runnable began) {
        if (keys.active().isEmpty()) {
            return Outcome.DONE;
        }
        List<String> former = new ArrayList<>(keys.ids());
        former.remove(keys.active().get());
        // Plain ones first: they are the ones that anybody can read.
        former.add(0, null);
        long left = 0;
        boolean first = true;
        for (String key : former) {
            Position at = new Position(0, 0, true);
            while (at.more()) {
                if (!goOn.getAsBoolean()) {
                    return Outcome.STOPPED;
                }
                Position from = at;
                Runnable note = first ? began : () -> {};
                at = transaction.execute(status -> batch(key, from, note));
                if (at == null) {
                    return Outcome.NOT_OURS;
                }
                first &= at.after() == 0;
            }
            left += at.left();
        }
        unreadable = left;
        known = null;
        return Outcome.DONE;
    }

    private record Position(long after, long left, boolean more) {}

    /** @return null when it is not our turn */
    private Position batch(String key, Position from, Runnable began) {
        boolean ours = !jdbc.queryForList("select id from encryption_turn where id = 1 for update skip locked")
                .isEmpty();
        if (!ours || !register.isChosen()) {
            return null;
        }
        List<Long> ids = contents.under(key, from.after(), BATCH);
        if (!ids.isEmpty()) {
            began.run();
        }
        long left = from.left();
        for (long id : ids) {
            try {
                if (key == null) {
                    seal(id);
                } else {
                    contents.findKey(id).ifPresent(old -> contents.rewrap(id, key, envelope.rewrap(id, old)));
                }
            } catch (UnreadableFileException e) {
                left++;
                log.error("the stored file {} stays as it is: {}", id, e.getMessage());
            }
        }
        return new Position(ids.isEmpty() ? from.after() : ids.get(ids.size() - 1), left, ids.size() == BATCH);
    }

    private void seal(long id) {
        StoredFile file = files.find(id).orElseThrow();
        contents.find(id).filter(plain -> plain.keyId() == null).ifPresent(plain -> {
            // What has been changed meanwhile must not look like what was stored.
            if (plain.content().length != file.size()
                    || !Fingerprint.of(plain.content()).equals(file.sha256())) {
                throw UnreadableFileException.damaged(id, null);
            }
            contents.seal(id, envelope.seal(file, plain.content()));
        });
    }

    /** @return at most some seconds old: counting a million files is not free */
    public EncryptionProgress progress() {
        EncryptionProgress last = known;
        if (last == null || System.nanoTime() - knownAt > FRESH.toNanos()) {
            last = new EncryptionProgress(keys.active().orElse(null), keys.ids(), contents.count(), unreadable);
            known = last;
            knownAt = System.nanoTime();
        }
        return last;
    }
}
