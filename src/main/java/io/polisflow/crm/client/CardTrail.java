package io.polisflow.crm.client;

import io.polisflow.crm.journal.CurrentStep;
import jakarta.persistence.PostLoad;
import jakarta.persistence.PostUpdate;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Writes down each changed field of a card as the database takes it, whatever form, page, import or registry it came from. */
@Component
class CardTrail {

    private static final int LONGEST = 2100;
    private static final int LONGEST_SOURCE = 320;

    private static final String INSERT =
            """
            insert into client_change (id, client_id, contact_id, field, old_value, new_value, source, changed_at, changed_by,
              process_key, process_version, activity_id, activity_name)
            values (nextval('id_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""";

    // The entity manager starts with its listeners, before there is anything to write with.
    private final ObjectProvider<JdbcTemplate> jdbc;
    private final ObjectProvider<Clock> clock;

    CardTrail(ObjectProvider<JdbcTemplate> jdbc, ObjectProvider<Clock> clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    @PostLoad
    void read(Audited card) {
        card.isStored(valuesOf(card));
    }

    @PostUpdate
    void written(Audited card) {
        Map<AuditedField, String> before = card.stored();
        Map<AuditedField, String> after = valuesOf(card);
        List<Object[]> lines = new ArrayList<>();
        after.forEach((field, value) -> {
            if (!Objects.equals(before.get(field), value)) {
                lines.add(line(card, field, before.get(field), value));
            }
        });
        record(lines);
        card.isStored(after);
    }

    /** A new contact: what is known of the person is the first line of each field. */
    void created(Contact contact) {
        contact.changes();
        List<Object[]> lines = new ArrayList<>();
        AuditedField.of(contact).forEach((field, value) -> {
            if (value != null && field != AuditedField.CONTACT_COLD && field != AuditedField.CONTACT_REMOVED) {
                lines.add(line(contact, field, null, value));
            }
        });
        record(lines);
    }

    private static Map<AuditedField, String> valuesOf(Audited card) {
        return card instanceof Client client ? AuditedField.of(client) : AuditedField.of((Contact) card);
    }

    /** By plain SQL, because JPA takes no new entity while it writes the others; all fields of a card at once. */
    private void record(List<Object[]> lines) {
        if (!lines.isEmpty()) {
            jdbc.getObject().batchUpdate(INSERT, lines);
        }
    }

    private Object[] line(Audited card, AuditedField field, String before, String after) {
        CurrentStep.Step step = card.changedIn();
        boolean inModel = step != null && step.processKey() != null;
        return new Object[] {
            card instanceof Client client ? client.id() : ((Contact) card).clientId(),
            card instanceof Contact contact ? contact.id() : null,
            field.name(),
            cut(before, LONGEST),
            cut(after, LONGEST),
            cut(source(card, field), LONGEST_SOURCE),
            Timestamp.from(clock.getObject().instant()),
            step == null ? null : step.user(),
            inModel ? step.processKey() : null,
            inModel ? step.version() : null,
            inModel ? step.activityId() : null,
            inModel ? step.activityName() : null
        };
    }

    /** Where a requisite came from, when it was no person's typing: that person is named anyway. */
    private static String source(Audited card, AuditedField field) {
        return card instanceof Client client
                ? field.cardField()
                        .flatMap(client::origin)
                        .filter(origin -> !origin.entered())
                        .map(FieldOrigin::source)
                        .orElse(null)
                : null;
    }

    private static String cut(String text, int longest) {
        return text == null || text.length() <= longest ? text : text.substring(0, longest);
    }
}
