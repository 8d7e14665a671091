package io.polisflow.crm.node;

import java.time.Duration;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/**
 * Lets one node at a time do what two would do twice, such as reading a mailbox: whoever has the turn takes it again as it goes on, and when it
 * stops or dies another one takes it.
 *
 * <p>Time is the database's, for clocks of nodes differ. A node that hangs past its turn does not know that it has lost it: what
 * is done in turns must bear being done twice, once in a long while.
 */
@Component
public class NodeTurns {

    private static final Logger LOG = LoggerFactory.getLogger(NodeTurns.class);

    private final JdbcTemplate jdbc;
    private final String node = UUID.randomUUID().toString();

    NodeTurns(JdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * @param name of a row in {@code node_turn}
     * @param time after which others may take it, unless this node has taken it again
     * @return whether it is this node's turn
     */
    public boolean take(String name, Duration time) {
        return jdbc.update(
                        "update node_turn set holder = ?, held_until = current_timestamp + cast(? as integer) * interval '1' second"
                                + " where name = ? and (holder = ? or held_until <= current_timestamp)",
                        node,
                        time.toSeconds(),
                        name,
                        node)
                == 1;
    }

    /** Another node need not wait for the end of this one's time; does nothing while the database is away. */
    public void give(String name) {
        try {
            jdbc.update(
                    "update node_turn set held_until = current_timestamp where name = ? and holder = ?", name, node);
        } catch (DataAccessException e) {
            LOG.debug("another node has to wait for the end of the turn {}", name, e);
        }
    }
}
