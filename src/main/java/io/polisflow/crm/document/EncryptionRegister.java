package io.polisflow.crm.document;

import io.polisflow.crm.InsertOnce;
import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.support.TransactionTemplate;

/** Knows which keys the database's files lie under, without knowing the keys. */
final class EncryptionRegister {

    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final InsertOnce insertOnce;
    private final EncryptionKeys keys;
    private final Clock clock;

    EncryptionRegister(
            JdbcTemplate jdbc,
            TransactionTemplate transaction,
            InsertOnce insertOnce,
            EncryptionKeys keys,
            Clock clock) {
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.insertOnce = insertOnce;
        this.keys = keys;
        this.clock = clock;
    }

    /**
     * Notes the keys of this node, the active one as chosen now.
     *
     * @return Russian sentences about keys that files need and that are not here, or are others of the same name
     */
    List<String> enter() {
        return transaction.execute(status -> {
            Map<String, Long> files = new FileContents(jdbc).count();
            List<String> problems = new ArrayList<>();
            files.forEach((id, count) -> {
                if (!id.isEmpty() && !keys.ids().contains(id)) {
                    problems.add("нет ключа «" + id + "», под которым лежат файлы (" + count
                            + "): верните его в polisflow.encryption.keys");
                }
            });
            keys.ids().forEach(id -> note(id, files.getOrDefault(id, 0L), problems));
            if (problems.isEmpty()) {
                choose();
            }
            return problems;
        });
    }

    private void note(String id, long files, List<String> problems) {
        String fingerprint = keys.fingerprint(id);
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("fingerprint", fingerprint);
        if (insertOnce.insert("encryption_key", row, List.of("id"))) {
            return;
        }
        boolean same = fingerprint.equals(jdbc.queryForObject(
                "select fingerprint from encryption_key where id = ? for update", String.class, id));
        if (!same && files > 0) {
            problems.add("ключ «" + id + "» не тот, которым зашифрованы файлы (" + files
                    + "): верните прежний или задайте новый под другим именем");
        } else if (!same) {
            jdbc.update("update encryption_key set fingerprint = ? where id = ?", fingerprint, id);
        }
    }

    /** Of nodes that disagree the one that started last decides, and the others re-seal nothing. */
    private void choose() {
        keys.active().filter(id -> !isChosen()).ifPresent(id -> {
            Timestamp now = Timestamp.from(clock.instant());
            Timestamp last = jdbc.queryForObject("select max(activated_at) from encryption_key", Timestamp.class);
            boolean after = last == null || now.after(last);
            jdbc.update(
                    "update encryption_key set activated_at = ? where id = ?",
                    after ? now : new Timestamp(last.getTime() + 1),
                    id);
        });
    }

    /** @return whether this node's active key is the one chosen last */
    boolean isChosen() {
        List<String> last = jdbc.queryForList(
                "select id from encryption_key where activated_at is not null order by activated_at desc, id"
                        + " fetch first 1 rows only",
                String.class);
        return keys.active().isPresent() && last.equals(List.of(keys.active().get()));
    }
}
