package io.polisflow.crm.audit;

import java.time.Clock;
import java.util.Map;
import org.springframework.stereotype.Component;

/** Notes the rows that are inserted past the entities, because their keys may be taken. */
@Component
public class InsertedRows {

    private final AuditPending pending;
    private final Clock clock;

    InsertedRows(AuditPending pending, Clock clock) {
        this.pending = pending;
        this.clock = clock;
    }

    /** @param row column → value */
    public void note(String table, Map<String, Object> row) {
        if (!AuditKinds.birthIsTold(table)) {
            return;
        }
        Object id = row.get("id");
        Long client = table.equals("client") ? number(id) : number(row.get("client_id"));
        AuditSubject subject =
                new AuditSubject(table, id == null ? null : id.toString(), (String) row.get("deal_number"), client);
        AuditDraft draft = AuditDraft.now(clock, AuditAction.CREATED, subject);
        draft.dealId(number(row.get("deal_id")));
        pending.add(draft);
    }

    private static Long number(Object value) {
        return value instanceof Number number ? (Long) number.longValue() : null;
    }
}
