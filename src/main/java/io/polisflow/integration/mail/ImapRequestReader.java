package io.polisflow.integration.mail;

import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.Subject;
import io.polisflow.crm.letter.ReturnedLetters;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.integration.wire.ExchangeRecorder;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.FolderClosedException;
import jakarta.mail.Header;
import jakarta.mail.Message;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.StoreClosedException;
import jakarta.mail.UIDFolder;
import jakarta.mail.search.FlagTerm;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Brings every letter in the insurer's mailbox to the request inbox (step 2.1).
 *
 * <p>One node at a time reads: a letter that two take in becomes one request all the same, but each is fetched and told of twice.
 * It polls on a thread of its own, because a mail server that hangs must not hold up anything else that is scheduled; where
 * the server tells of new letters by itself, a second connection listens for that.
 */
@Component
class ImapRequestReader implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ImapRequestReader.class);
    private static final String TURN = "mail";
    private static final Duration SHORTEST_TURN = Duration.ofSeconds(30);
    private static final long LARGEST_MESSAGE = DataSize.ofMegabytes(25).toBytes();

    private final MailProperties.Imap properties;
    private final ImapMailbox mailbox;
    private final RequestInbox inbox;
    private final ReturnedLetters returned;
    private final ExchangeRecorder recorder;
    private final NodeTurns turns;
    private final Duration turn;
    private final EmailParser parser = new EmailParser();
    private final SetAside aside = new SetAside();

    private boolean unreachable;
    private ScheduledExecutorService scheduler;
    private ImapIdleWatch watch;

    ImapRequestReader(
            MailProperties properties,
            ImapMailbox mailbox,
            RequestInbox inbox,
            ReturnedLetters returned,
            ExchangeRecorder recorder,
            NodeTurns turns) {
        this.returned = returned;
        this.turns = turns;
        this.recorder = recorder;
        this.properties = properties.imap();
        Duration polls = this.properties.pollInterval().multipliedBy(3);
        this.turn = polls.compareTo(SHORTEST_TURN) < 0 ? SHORTEST_TURN : polls;
        this.mailbox = mailbox;
        this.inbox = inbox;
    }

    @Override
    public synchronized void start() {
        if (properties.host().isBlank()) {
            LOG.info("no mailbox is read: polisflow.mail.imap.host is not set");
            return;
        }
        scheduler = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "imap-reader");
            thread.setDaemon(true);
            return thread;
        });
        long interval = properties.pollInterval().toMillis();
        scheduler.scheduleWithFixedDelay(this::pollSafely, interval, interval, TimeUnit.MILLISECONDS);
        if (properties.idle()) {
            ScheduledExecutorService poller = scheduler;
            watch = new ImapIdleWatch(mailbox, properties, () -> poller.execute(this::pollSafely));
            watch.start();
        }
    }

    @Override
    public synchronized void stop() {
        if (scheduler == null) {
            return;
        }
        if (watch != null) {
            watch.close();
            watch = null;
        }
        scheduler.shutdown();
        try {
            // A letter in hand is finished; what is not stays unseen and is read after the next start.
            if (!scheduler.awaitTermination(10, TimeUnit.SECONDS)) {
                scheduler.shutdownNow();
            }
        } catch (InterruptedException e) {
            scheduler.shutdownNow();
            Thread.currentThread().interrupt();
        }
        scheduler = null;
        turns.give(TURN);
    }

    @Override
    public synchronized boolean isRunning() {
        return scheduler != null;
    }

    private void pollSafely() {
        long startedAt = System.nanoTime();
        try {
            if (!turns.take(TURN, turn)) {
                return;
            }
            poll();
            recorder.looked("mail", "poll", Outcome.OK, startedAt);
            if (unreachable) {
                LOG.info("the mailbox {} can be read again", properties.host());
            }
            unreachable = false;
        } catch (MessagingException | RuntimeException e) {
            recorder.looked("mail", "poll", Outcome.FAULT, startedAt);
            if (!unreachable) {
                LOG.warn("the mailbox {}:{} cannot be read", properties.host(), properties.port(), e);
            }
            unreachable = true;
        }
    }

    /**
     * Reads every unseen letter once; one that fails stays unseen and the others go on.
     *
     * @throws MessagingException when the server cannot be used at all
     */
    void poll() throws MessagingException {
        try (Store store = mailbox.connect();
                Folder folder = store.getFolder(properties.folder())) {
            folder.open(Folder.READ_WRITE);
            Map<String, Message> unseen = unseen(folder);
            aside.keepOnly(unseen.keySet());
            List<String> inTurn = unseen.keySet().stream()
                    .filter(aside::isDue)
                    .sorted(Comparator.comparing(aside::holds))
                    .toList();
            for (String key : inTurn) {
                Message message = unseen.get(key);
                if (!message.isSet(Flags.Flag.DELETED)
                        && turns.take(TURN, turn)
                        && !Thread.currentThread().isInterrupted()) {
                    read(message, key);
                }
            }
        }
    }

    /** @return in the mailbox's order, by an identity that lasts over connections (RFC 3501, 2.3.1.1) */
    private static Map<String, Message> unseen(Folder folder) throws MessagingException {
        Message[] found = folder.search(new FlagTerm(new Flags(Flags.Flag.SEEN), false));
        FetchProfile profile = new FetchProfile();
        profile.add(UIDFolder.FetchProfileItem.UID);
        profile.add(FetchProfile.Item.FLAGS);
        // Asked for later, the size would come with the envelope, which the library cannot read of every broken letter.
        profile.add(FetchProfile.Item.SIZE);
        folder.fetch(found, profile);
        UIDFolder identities = (UIDFolder) folder;
        Map<String, Message> unseen = new LinkedHashMap<>();
        for (Message message : found) {
            long uid = identities.getUID(message);
            unseen.put(
                    uid > 0 ? identities.getUIDValidity() + ":" + uid : "number " + message.getMessageNumber(),
                    message);
        }
        return unseen;
    }

    private void read(Message message, String key) throws MessagingException {
        String name = "message " + key;
        try {
            byte[] headers = headers(message);
            name = parser.idOf(headers);
            if (AutomaticMail.isAutomatic(headers)) {
                readAutomatic(message, name);
            } else {
                Receipt receipt = inbox.receive(request(message, headers));
                LOG.info("{} became {}", name, receipt.requestNumber());
                told(headers, receipt.requestNumber());
            }
            message.setFlag(Flags.Flag.SEEN, true);
            aside.taken(key);
        } catch (FolderClosedException | StoreClosedException e) {
            aside.failed(key);
            throw e;
        } catch (MessagingException | IOException | RuntimeException e) {
            setAside(key, name, e);
        } finally {
            Subject.clear();
        }
    }

    /** A lasting failure is told in full once, so that it does not fill the log. */
    private void setAside(String key, String name, Exception failure) {
        if (aside.failed(key)) {
            LOG.error("{} could not be received and stays unseen", name, failure);
            recorder.told("mail", "letter", "IMAP " + name, null, Outcome.FAULT, null, failure.toString(), 0);
        } else {
            LOG.warn("{} could not be received again: {}", name, failure.toString());
        }
    }

    /** Of what machines write, only news of a letter of ours that came back means something. */
    private void readAutomatic(Message message, String name) throws MessagingException, IOException {
        Optional<DeliveryReport> report =
                message.getSize() > LARGEST_MESSAGE ? Optional.empty() : DeliveryReport.of(raw(message));
        if (report.isPresent()
                && returned.returned(
                        report.get().messageIds(),
                        report.get().addresses(),
                        report.get().reason())) {
            LOG.info("{} tells that a letter of ours came back", name);
            recorder.told(
                    "mail",
                    "bounce",
                    "IMAP " + name,
                    report.get().reason(),
                    Outcome.OK,
                    null,
                    "письмо не доставлено",
                    0);
        } else {
            LOG.info("{} is automatic mail and no request; it stays in {}", name, properties.folder());
        }
    }

    private void told(byte[] headers, String what) {
        recorder.told(
                "mail", "letter", "IMAP " + properties.folder(), parser.summary(headers), Outcome.OK, null, what, 0);
    }

    private IncomingRequest request(Message message, byte[] headers) throws MessagingException, IOException {
        if (message.getSize() > LARGEST_MESSAGE) {
            return parser.tooLarge(headers);
        }
        return parser.parse(raw(message));
    }

    private static byte[] raw(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream raw = new ByteArrayOutputStream(Math.max(message.getSize(), 1024));
        message.writeTo(raw);
        if (raw.size() == 0) {
            // The library makes an empty letter of a server's refusal to hand it out.
            throw new IOException("the server gave no content");
        }
        return raw.toByteArray();
    }

    private static byte[] headers(Message message) throws MessagingException {
        StringBuilder lines = new StringBuilder();
        for (Header header : Collections.list(message.getAllHeaders())) {
            lines.append(header.getName())
                    .append(": ")
                    .append(header.getValue())
                    .append("\r\n");
        }
        // Unencoded bytes of a header stand in its text as one character each.
        return lines.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1);
    }
}
