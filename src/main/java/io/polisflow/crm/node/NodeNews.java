package io.polisflow.crm.node;

import io.polisflow.crm.InsertOnce;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Tells every node, this one too, what a transaction has changed, once it is committed and only then.
 *
 * <p>PostgreSQL carries the news (NOTIFY), and a reader of each node brings them in. Transactions with news commit one after another
 * there, so it is for what is rare. With H2 there is no other node.
 */
@Component
public class NodeNews {

    /** The channel on which a node has to listen. */
    public static final String CHANNEL = "polisflow_news";

    private static final Logger LOG = LoggerFactory.getLogger(NodeNews.class);

    private final JdbcTemplate jdbc;
    private final boolean carried;
    private final ObjectProvider<NewsListener> listeners;

    NodeNews(JdbcTemplate jdbc, InsertOnce insertOnce, ObjectProvider<NewsListener> listeners) {
        this.jdbc = jdbc;
        this.carried = insertOnce.isPostgres();
        this.listeners = listeners;
    }

    /** Belongs to the caller's transaction; without one it is told at once. */
    public void announce(String topic, String text) {
        String news = topic + " " + text;
        if (carried) {
            jdbc.query("select pg_notify(?, ?)", row -> {}, CHANNEL, news);
        } else if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCommit() {
                    heard(news);
                }
            });
        } else {
            heard(news);
        }
    }

    /** @param news as it was carried; whatever else somebody has put on the channel is no news */
    public void heard(String news) {
        tell(listener -> {
            if (news.startsWith(listener.topic() + " ")) {
                listener.heard(news.substring(listener.topic().length() + 1));
            }
        });
    }

    /** Must be called whenever the reader listens anew. */
    public void missed() {
        tell(NewsListener::missed);
    }

    private void tell(Consumer<NewsListener> news) {
        listeners.forEach(listener -> {
            try {
                news.accept(listener);
            } catch (RuntimeException e) {
                // The others have to hear it all the same.
                LOG.warn("{} could not take in what another node has changed", listener.topic(), e);
            }
        });
    }
}
