package io.polisflow.crm.client;

import io.polisflow.crm.client.MergeChanges.Column;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Brings the contacts of a duplicate card over; who stands on both cards becomes one person. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class MergedContacts {

    private final ContactRepository contacts;
    private final MergeChanges changes;
    private final JdbcTemplate jdbc;

    MergedContacts(ContactRepository contacts, MergeChanges changes, JdbcTemplate jdbc) {
        this.contacts = contacts;
        this.changes = changes;
        this.jdbc = jdbc;
    }

    long samePeople(long keptId, long mergedId) {
        List<Contact> known = contacts.findByClientIdOrderById(keptId);
        return contacts.findByClientIdOrderById(mergedId).stream()
                .filter(person -> same(person, known).isPresent())
                .count();
    }

    void merge(long mergeId, long keptId, long mergedId) {
        List<Contact> known = contacts.findByClientIdOrderById(keptId);
        for (Contact person : contacts.findByClientIdOrderById(mergedId)) {
            same(person, known).ifPresent(one -> become(mergeId, person, one));
            changes.set(
                    mergeId,
                    MergedColumns.CONTACT_CLIENT,
                    person.id(),
                    String.valueOf(mergedId),
                    String.valueOf(keptId),
                    null);
        }
    }

    private static Optional<Contact> same(Contact person, List<Contact> known) {
        return known.stream()
                .filter(one -> one.mergedInto() == null && person.mergedInto() == null)
                .filter(one -> one.contactKey().equals(person.contactKey())
                        || one.email() != null && one.email().equalsIgnoreCase(person.email())
                        || one.email() == null
                                && one.phone() != null
                                && one.phone().equals(person.phone()))
                .findFirst();
    }

    /** What was said with the one was said with the other; the former row stays for the way back. */
    private void become(long mergeId, Contact person, Contact one) {
        MergedColumns.CONTACT.forEach(column -> changes.repoint(mergeId, column, person.id(), one.id()));
        for (Column column : MergedColumns.PERSON) {
            String own = value(column, one.id());
            String told = value(column, person.id());
            if ((own == null || own.isEmpty()) && told != null && !Objects.equals(own, told)) {
                changes.set(mergeId, column, one.id(), own, told, null);
            }
        }
        if (one.removed() && !person.removed()) {
            changes.set(mergeId, MergedColumns.CONTACT_REMOVED, one.id(), "true", "false", null);
        }
        changes.set(
                mergeId,
                MergedColumns.CONTACT_KEY,
                person.id(),
                person.contactKey(),
                person.contactKey() + "#" + person.id(),
                null);
        if (!person.removed()) {
            changes.set(mergeId, MergedColumns.CONTACT_REMOVED, person.id(), "false", "true", null);
        }
        changes.set(mergeId, MergedColumns.CONTACT_MERGED, person.id(), null, String.valueOf(one.id()), null);
    }

    private String value(Column column, long contactId) {
        return jdbc.queryForObject("select " + column.name() + " from contact where id = ?", String.class, contactId);
    }
}
