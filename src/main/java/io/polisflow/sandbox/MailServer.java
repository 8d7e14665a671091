package io.polisflow.sandbox;

import com.icegreen.greenmail.mail.MailAddress;
import com.icegreen.greenmail.mail.MovingMessage;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.user.UserException;
import com.icegreen.greenmail.user.UserManager;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.util.Set;
import java.util.TreeSet;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Profile;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The mail servers of the insurer and of every client: real SMTP and IMAP, so that the product's adapters meet the wire. */
@Component
@Profile("sandbox & !production")
class MailServer implements SmartLifecycle {

    static final String SYSTEM = "mail";
    static final String INSURER = "sales@polisflow.example";

    private static final String PASSWORD = "sandbox";
    private static final String SMTP_PORT = "polisflow.sandbox.mail.smtp-port";
    private static final String IMAP_PORT = "polisflow.sandbox.mail.imap-port";

    private final Behaviours behaviours;
    private final SentLetters sent;
    private final MailGate smtp;
    private final MailGate imap;
    private GreenMail servers;

    MailServer(
            Behaviours behaviours,
            SentLetters sent,
            WireLog log,
            // Only this machine, unless a network of containers is closed by itself: the password is known to
            // everybody.
            @Value("${polisflow.sandbox.mail.address:localhost}") String address,
            @Value("${" + SMTP_PORT + ":3025}") int smtpPort,
            @Value("${" + IMAP_PORT + ":3143}") int imapPort) {
        this.behaviours = behaviours;
        this.sent = sent;
        this.smtp = new MailGate(MailGate.SMTP, address, smtpPort, behaviours, log);
        this.imap = new MailGate(MailGate.IMAP, address, imapPort, behaviours, log);
    }

    @Override
    public synchronized void start() {
        String here = InetAddress.getLoopbackAddress().getHostAddress();
        GreenMail started = new GreenMail(new ServerSetup[] {
            new ServerSetup(0, here, ServerSetup.PROTOCOL_SMTP), new ServerSetup(0, here, ServerSetup.PROTOCOL_IMAP)
        });
        started.start();
        started.setUser(INSURER, INSURER, PASSWORD);
        UserManager users = started.getUserManager();
        users.setMessageDeliveryHandler((message, recipient) -> deliver(users, message, recipient));
        servers = started;
        try {
            apply();
        } catch (MailPortTakenException e) {
            stop();
            throw e;
        }
    }

    @Override
    public synchronized void stop() {
        smtp.close();
        imap.close();
        if (servers != null) {
            servers.stop();
            servers = null;
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return servers != null;
    }

    /** First to start and last to stop: whoever sends or reads mail does so in between. */
    @Override
    public int getPhase() {
        return Integer.MIN_VALUE + 1000;
    }

    @EventListener
    synchronized void behave(BehaviourChanged change) {
        if (SYSTEM.equals(change.system()) && servers != null) {
            smtp.cut();
            imap.cut();
            apply();
        }
    }

    /** Puts a client's e-mail into the insurer's inbox; its own server keeps trying, so it arrives also while ours is down. */
    synchronized void receive(MimeMessage message) {
        if (servers == null) {
            throw new IllegalStateException("the simulated mail server is not running");
        }
        servers.getUserManager().getUserByEmail(INSURER).deliver(message);
    }

    int smtpPort() {
        return smtp.port();
    }

    int imapPort() {
        return imap.port();
    }

    private void apply() {
        if (behaviours.now(SYSTEM).behaviour().downForAll()) {
            smtp.close();
            imap.close();
        } else {
            open(smtp, SMTP_PORT, servers.getSmtp().getPort());
            open(imap, IMAP_PORT, servers.getImap().getPort());
        }
    }

    private static void open(MailGate gate, String property, int serverPort) {
        try {
            gate.open(serverPort);
        } catch (IOException e) {
            throw new MailPortTakenException(property, gate.port(), e);
        }
    }

    private GreenMailUser deliver(UserManager users, MovingMessage message, MailAddress recipient)
            throws MessagingException, UserException {
        Set<String> clients = new TreeSet<>();
        message.getToAddresses().forEach(address -> clients.add(address.getEmail()));
        clients.removeIf(INSURER::equalsIgnoreCase);
        // Called once for each recipient of the same message; a letter to several is one letter.
        if (!clients.isEmpty() && clients.iterator().next().equals(recipient.getEmail())) {
            sent.add(message.getMessage(), clients);
        }
        GreenMailUser known = users.getUserByEmail(recipient.getEmail());
        return known != null
                ? known
                : users.createUser(recipient.getEmail(), recipient.getEmail(), recipient.getEmail());
    }
}
