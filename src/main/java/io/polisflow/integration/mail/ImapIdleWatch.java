package io.polisflow.integration.mail;

import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.event.MessageCountAdapter;
import jakarta.mail.event.MessageCountEvent;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import org.eclipse.angus.mail.imap.IMAPFolder;
import org.eclipse.angus.mail.imap.IMAPStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Listens on a connection of its own for the server's word that letters have come (IMAP IDLE, RFC 2177), so that none waits
 * for the next poll. Whatever happens to it, polling goes on.
 */
class ImapIdleWatch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(ImapIdleWatch.class);

    /** Servers may hang up after half an hour of silence, and routers sooner. */
    private static final Duration LONGEST_SILENCE = Duration.ofMinutes(9);

    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

    private final ImapMailbox mailbox;
    private final MailProperties.Imap properties;
    private final Runnable letters;
    private final Object pause = new Object();

    private volatile boolean closed;
    private volatile Store store;

    /** @param letters called when letters have come, and after each new connection, because some may have come before it */
    ImapIdleWatch(ImapMailbox mailbox, MailProperties.Imap properties, Runnable letters) {
        this.mailbox = mailbox;
        this.properties = properties;
        this.letters = letters;
    }

    void start() {
        Thread thread = new Thread(this::watch, "imap-idle");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        closed = true;
        synchronized (pause) {
            pause.notifyAll();
        }
        Store open = store;
        if (open != null) {
            try {
                // Ends the listening at once; there is nothing to lose on this connection.
                open.close();
            } catch (MessagingException e) {
                LOG.debug("the listening connection was not closed cleanly", e);
            }
        }
    }

    private void watch() {
        long wait = properties.pollInterval().toMillis();
        while (!closed) {
            long began = System.nanoTime();
            try {
                if (!listen()) {
                    LOG.info("the mailbox {} cannot tell of new letters itself; it is polled", properties.host());
                    return;
                }
            } catch (MessagingException | RuntimeException e) {
                LOG.debug("the listening connection broke", e);
            }
            boolean lasted = System.nanoTime() - began > LONGEST_PAUSE.toNanos();
            wait = lasted ? properties.pollInterval().toMillis() : Math.min(wait * 2, LONGEST_PAUSE.toMillis());
            rest(ThreadLocalRandom.current().nextLong(wait / 2, wait + 1));
        }
    }

    /** @return false when the server knows no IDLE; otherwise it ends with the connection */
    private boolean listen() throws MessagingException {
        try (Store connected = mailbox.connect(LONGEST_SILENCE)) {
            store = connected;
            if (closed) {
                return true;
            }
            if (!((IMAPStore) connected).hasCapability("IDLE")) {
                return false;
            }
            try (Folder folder = connected.getFolder(properties.folder())) {
                folder.addMessageCountListener(new MessageCountAdapter() {
                    @Override
                    public void messagesAdded(MessageCountEvent event) {
                        letters.run();
                    }
                });
                folder.open(Folder.READ_ONLY);
                letters.run();
                while (!closed && folder.isOpen()) {
                    ((IMAPFolder) folder).idle();
                }
            }
            return true;
        } finally {
            store = null;
        }
    }

    private void rest(long millis) {
        synchronized (pause) {
            try {
                if (!closed) {
                    pause.wait(Math.max(millis, 1));
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                closed = true;
            }
        }
    }
}
