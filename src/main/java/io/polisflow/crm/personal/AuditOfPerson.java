package io.polisflow.crm.personal;

import io.polisflow.crm.audit.AuditAction;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Reads what the audit says of a person: who changed and who saw their data. */
@Component
class AuditOfPerson {

    private final NamedParameterJdbcTemplate jdbc;

    AuditOfPerson(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    DossierPart of(Person person) {
        List<String> ids = person.contacts().stream().map(String::valueOf).toList();
        return new DossierPart(
                "audit_event",
                "аудит: кто менял и смотрел данные",
                "по сроку аудита",
                jdbc.query(
                        "select at_, actor, action, kind, object_id from audit_event"
                                + " where kind in ('contact', 'subject') and object_id in (:ids) order by id",
                        Map.of("ids", ids),
                        (row, i) -> {
                            Map<String, String> shown = new LinkedHashMap<>();
                            for (String column : List.of("at_", "actor", "kind", "object_id")) {
                                shown.put(column, row.getString(column));
                            }
                            shown.put(
                                    "action",
                                    AuditAction.valueOf(row.getString("action")).label());
                            return shown;
                        }));
    }
}
