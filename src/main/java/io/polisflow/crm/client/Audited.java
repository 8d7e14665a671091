package io.polisflow.crm.client;

import io.polisflow.crm.journal.CurrentStep;
import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.util.Map;

/** Whatever has an audit trail: it remembers what the database holds, so that each write tells which fields it changes. */
@MappedSuperclass
@EntityListeners(CardTrail.class)
abstract class Audited {

    @Transient
    private Map<AuditedField, String> stored = Map.of();

    @Transient
    private CurrentStep.Step changedIn;

    /** Notes the step at work: the database takes the change only later, when the token may be several steps further. */
    void changes() {
        changedIn = CurrentStep.get();
    }

    /** @return the step in which it was changed last */
    CurrentStep.Step changedIn() {
        return changedIn == null ? CurrentStep.get() : changedIn;
    }

    /** @return what the database holds as it was last read or written; absent fields are empty */
    Map<AuditedField, String> stored() {
        return stored;
    }

    void isStored(Map<AuditedField, String> values) {
        stored = values;
        changedIn = null;
    }
}
