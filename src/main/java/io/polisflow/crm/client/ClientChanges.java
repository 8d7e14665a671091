package io.polisflow.crm.client;

import io.polisflow.crm.access.OfClient;
import java.util.List;
import java.util.Optional;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Reads the audit trail of a card, of which {@link CardTrail} writes every line. */
@Service
@Transactional(readOnly = true)
public class ClientChanges {

    private final ChangeRepository changes;

    ClientChanges(ChangeRepository changes) {
        this.changes = changes;
    }

    /** @return newest first, contacts' fields among them */
    @OfClient
    public List<ClientChange> of(long clientId, int most) {
        return changes.findByClientIdOrderByIdDesc(clientId, Limit.of(most));
    }

    /** @param contactId null for the client's own field @return the last time that the field was changed */
    Optional<ClientChange> last(long clientId, Long contactId, AuditedField field) {
        return contactId == null
                ? changes.findFirstByClientIdAndContactIdIsNullAndFieldOrderByIdDesc(clientId, field)
                : changes.findFirstByClientIdAndContactIdAndFieldOrderByIdDesc(clientId, contactId, field);
    }

    interface ChangeRepository extends Repository<ClientChange, Long> {
        List<ClientChange> findByClientIdOrderByIdDesc(long clientId, Limit most);

        @Query("select c from ClientChange c where c.clientId = :clientId and c.contactId is null and c.field = :field"
                + " order by c.id desc limit 1")
        Optional<ClientChange> findFirstByClientIdAndContactIdIsNullAndFieldOrderByIdDesc(
                long clientId, AuditedField field);

        @Query("select c from ClientChange c where c.clientId = :clientId and c.contactId = :contactId"
                + " and c.field = :field order by c.id desc limit 1")
        Optional<ClientChange> findFirstByClientIdAndContactIdAndFieldOrderByIdDesc(
                long clientId, long contactId, AuditedField field);
    }
}
