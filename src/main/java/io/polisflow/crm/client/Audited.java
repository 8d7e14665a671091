package io.polisflow.crm.client;

import jakarta.persistence.EntityListeners;
import jakarta.persistence.MappedSuperclass;
import jakarta.persistence.Transient;
import java.util.Map;

/** Whatever has an audit trail: it remembers what the database holds, so that each write tells which fields it changes. */
@MappedSuperclass
@EntityListeners(AuditTrail.class)
abstract class Audited {

    @Transient
    private Map<AuditedField, String> stored = Map.of();

    /** @return what the database holds as it was last read or written; absent fields are empty */
    Map<AuditedField, String> stored() {
        return stored;
    }

    void isStored(Map<AuditedField, String> values) {
        stored = values;
    }
}
