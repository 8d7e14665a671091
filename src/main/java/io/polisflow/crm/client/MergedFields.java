package io.polisflow.crm.client;

import io.polisflow.crm.client.MergeChanges.Change;
import java.sql.Timestamp;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Fills a card's blanks from its duplicate's, with where each value came from, and takes that back. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MergedFields {

    private final MergeChanges changes;
    private final JdbcTemplate jdbc;

    MergedFields(MergeChanges changes, JdbcTemplate jdbc) {
        this.changes = changes;
        this.jdbc = jdbc;
    }

    /** Whether the field's value is the duplicate's afterwards although nobody asks for it. */
    static boolean fills(CardField field, Client kept, Client merged) {
        return merged.value(field) != null
                && (kept.value(field) == null
                        || field == CardField.NAME && kept.name().equals(Card.UNNAMED + kept.inn()));
    }

    /** @param chosen the fields in which the duplicate's value was preferred */
    void take(long mergeId, Client kept, Client merged, Set<CardField> chosen) {
        for (CardField field : CardField.values()) {
            boolean branchKey = field == CardField.KPP && (kept.isBranch() || merged.isBranch());
            boolean takes = fills(field, kept, merged) || chosen.contains(field) && merged.value(field) != null;
            if (branchKey || !takes || Objects.equals(kept.value(field), merged.value(field))) {
                continue;
            }
            changes.set(
                    mergeId,
                    MergedColumns.of(field),
                    kept.id(),
                    kept.value(field),
                    merged.value(field),
                    kept.ownOrigin(field).orElse(null));
            if (field == CardField.NAME) {
                changes.set(
                        mergeId, MergedColumns.SEARCH_NAME, kept.id(), kept.searchName(), merged.searchName(), null);
            }
            writeOrigin(kept.id(), field, merged.origin(field));
        }
    }

    /** Brings back where a value came from, after the value itself. */
    void takeBack(Change change) {
        Arrays.stream(CardField.values())
                .filter(field -> change.table().equals("client")
                        && change.column().equals(field.name().toLowerCase(Locale.ROOT)))
                .forEach(field -> writeOrigin(change.rowId(), field, Optional.ofNullable(change.origin())));
    }

    private void writeOrigin(long clientId, CardField field, Optional<FieldOrigin> origin) {
        jdbc.update("delete from client_field where client_id = ? and field = ?", clientId, field.name());
        origin.ifPresent(known -> jdbc.update(
                "insert into client_field (client_id, field, source, entered_by, as_of, other_dismissed)"
                        + " values (?, ?, ?, ?, ?, false)",
                clientId,
                field.name(),
                known.source(),
                known.enteredBy(),
                Timestamp.from(known.asOf())));
    }
}
