package io.polisflow.process.engine;

import java.util.UUID;
import org.springframework.jdbc.core.JdbcTemplate;

/** Knows by signs of life in the database whether nodes are there that came with other models than this one. */
class AliveNodes {

    /** Longer than a node that is alive ever keeps silent. */
    private static final int SILENCE_SECONDS = 30;

    private final JdbcTemplate jdbc;
    private final String models;
    private final String id = UUID.randomUUID().toString();

    /** @param models fingerprint of those that this node brings */
    AliveNodes(JdbcTemplate jdbc, String models) {
        this.jdbc = jdbc;
        this.models = models;
    }

    /** Gives a sign of life. */
    void seen() {
        jdbc.update(
                "insert into node_alive (id, models, seen_at) values (?, ?, current_timestamp)"
                        + " on conflict (id) do update set seen_at = current_timestamp",
                id,
                models);
        jdbc.update("delete from node_alive where seen_at < current_timestamp - interval '1' day");
    }

    boolean areSomeOfAnotherRelease() {
        return jdbc.queryForObject(
                        "select count(*) from node_alive where models <> ?"
                                + " and seen_at > current_timestamp - cast(? as integer) * interval '1' second",
                        Long.class,
                        models,
                        SILENCE_SECONDS)
                > 0;
    }

    void gone() {
        jdbc.update("delete from node_alive where id = ?", id);
    }
}
