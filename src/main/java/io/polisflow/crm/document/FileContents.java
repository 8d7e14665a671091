package io.polisflow.crm.document;

import io.polisflow.crm.document.Envelope.Sealed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;

/** The table of files' bytes. */
final class FileContents {

    private final JdbcTemplate jdbc;

    FileContents(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    void insert(long fileId, Sealed sealed) {
        jdbc.update(
                "insert into stored_file_content (file_id, content, key_id, wrapped_key) values (?, ?, ?, ?)",
                fileId,
                sealed.content(),
                sealed.keyId(),
                sealed.wrappedKey());
    }

    /** Bytes and key in one statement: a file may be sealed anew at the same moment. */
    Optional<Sealed> find(long fileId) {
        return jdbc
                .query(
                        "select content, key_id, wrapped_key from stored_file_content where file_id = ?",
                        (row, i) -> new Sealed(row.getBytes(1), row.getString(2), row.getString(3)),
                        fileId)
                .stream()
                .findFirst();
    }

    /** @return the file's key without its bytes */
    Optional<Sealed> findKey(long fileId) {
        return jdbc
                .query(
                        "select key_id, wrapped_key from stored_file_content where file_id = ? and key_id is not null",
                        (row, i) -> new Sealed(null, row.getString(1), row.getString(2)),
                        fileId)
                .stream()
                .findFirst();
    }

    /** @return false when it is sealed already, or gone */
    boolean seal(long fileId, Sealed sealed) {
        return jdbc.update(
                        "update stored_file_content set content = ?, key_id = ?, wrapped_key = ?"
                                + " where file_id = ? and key_id is null",
                        sealed.content(),
                        sealed.keyId(),
                        sealed.wrappedKey(),
                        fileId)
                == 1;
    }

    /** @return false when it does not lie under the former key any more */
    boolean rewrap(long fileId, String formerKey, Sealed sealed) {
        return jdbc.update(
                        "update stored_file_content set key_id = ?, wrapped_key = ? where file_id = ? and key_id = ?",
                        sealed.keyId(),
                        sealed.wrappedKey(),
                        fileId,
                        formerKey)
                == 1;
    }

    /** @param keyId null for plain files */
    List<Long> under(String keyId, long after, int limit) {
        String which = keyId == null ? "key_id is null" : "key_id = ?";
        Object[] arguments = keyId == null ? new Object[] {after, limit} : new Object[] {keyId, after, limit};
        return jdbc.queryForList(
                "select file_id from stored_file_content where " + which
                        + " and file_id > ? order by file_id fetch first ? rows only",
                Long.class,
                arguments);
    }

    /** @return key → number of files; the empty key stands for plain ones */
    Map<String, Long> count() {
        Map<String, Long> counted = new LinkedHashMap<>();
        jdbc.query("select key_id, count(*) from stored_file_content group by key_id order by key_id", row -> {
            counted.put(row.getString(1) == null ? "" : row.getString(1), row.getLong(2));
        });
        return counted;
    }
}
