package io.polisflow.crm.personal;

import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.document.Files;
import io.polisflow.crm.exchange.Perishable;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Erases what was gathered of a person once it has had time to be handed over; it can be gathered anew. */
@Service
@Transactional
class GatheredFiles implements Perishable {

    private final JdbcTemplate jdbc;
    private final Files files;
    private final AuditTrail audit;
    private final Duration keep;

    GatheredFiles(
            JdbcTemplate jdbc,
            Files files,
            AuditTrail audit,
            @Value("${polisflow.personal.keep.gathered:30d}") Duration keep) {
        Perishable.requirePositive("polisflow.personal.keep.gathered", keep);
        this.jdbc = jdbc;
        this.files = files;
        this.audit = audit;
        this.keep = keep;
    }

    /** @return until when a file is kept that was gathered then */
    Instant until(Instant gathered) {
        return gathered.plus(keep);
    }

    /** However many nodes do it: what is erased is not erased again. */
    @Override
    public void clean(Instant now) {
        List<Map<String, Object>> due = jdbc.queryForList(
                "select id, file_id from subject_request where file_id is not null and state <> 'GATHERING'"
                        + " and gathered_at < ? order by id for update",
                Timestamp.from(now.minus(keep)));
        due.forEach(request -> {
            long id = ((Number) request.get("id")).longValue();
            files.erase(((Number) request.get("file_id")).longValue());
            jdbc.update(
                    "update subject_request set file_id = null, lock_version = lock_version + 1,"
                            + " state = case when state = 'READY' then 'OPEN' else state end where id = ?",
                    id);
            audit.changed("subject_request", id, "file");
        });
    }
}
