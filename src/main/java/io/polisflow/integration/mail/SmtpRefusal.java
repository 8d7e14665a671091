package io.polisflow.integration.mail;

import jakarta.mail.MessagingException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.springframework.mail.MailSendException;

/**
 * What an SMTP server will not take however often it is asked (RFC 5321, 4.2.1: a code of 5yz): one of the recipients, or
 * the letter itself.
 *
 * <p>What it says of ourselves – of our sign-on, our sender's address, our right to send at all – is a fault of the set-up and
 * no refusal.
 *
 * @param address whom it refuses, or null when it is the letter
 * @param words the server's, with the code
 */
record SmtpRefusal(String address, int code, String words) {

    /** «Authentication required» is our fault and not the recipient's, although some servers say it after RCPT TO. */
    private static final int AUTHENTICATION_REQUIRED = 530;

    /** Of a recipient, a reason of security or policy (RFC 3463, X.7.X) means the sender, e.g. «relaying denied». */
    private static final Pattern OF_US = Pattern.compile("^5\\d\\d[ -]5\\.7\\.\\d");

    static Optional<SmtpRefusal> in(Throwable failure) {
        List<Throwable> causes = causes(failure);
        return causes.stream()
                .filter(SMTPAddressFailedException.class::isInstance)
                .map(SMTPAddressFailedException.class::cast)
                .filter(address -> isPermanent(address.getReturnCode())
                        && !OF_US.matcher(address.getMessage()).find())
                .map(address -> new SmtpRefusal(
                        address.getAddress().getAddress(), address.getReturnCode(), oneLine(address.getMessage())))
                .findFirst()
                .or(() -> causes.stream()
                        .filter(SMTPSendFailedException.class::isInstance)
                        .map(SMTPSendFailedException.class::cast)
                        .filter(send -> isOfContent(send.getCommand()) && isPermanent(send.getReturnCode()))
                        .map(send -> new SmtpRefusal(null, send.getReturnCode(), oneLine(send.getMessage())))
                        .findFirst());
    }

    /**
     * @return all that is behind a failure, in chains of three kinds: causes, the messages that failed, and JavaMail's own
     *     «next exception»
     */
    static List<Throwable> causes(Throwable failure) {
        Set<Throwable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Throwable> found = new ArrayList<>();
        Deque<Throwable> open = new ArrayDeque<>(Set.of(failure));
        while (!open.isEmpty()) {
            Throwable current = open.pop();
            if (seen.add(current)) {
                found.add(current);
                open.addAll(behind(current));
            }
        }
        return found;
    }

    private static Set<Throwable> behind(Throwable current) {
        Set<Throwable> next = new HashSet<>();
        next.add(current.getCause());
        if (current instanceof MessagingException messaging) {
            next.add(messaging.getNextException());
        }
        if (current instanceof MailSendException send) {
            next.addAll(Set.of(send.getMessageExceptions()));
        }
        next.remove(null);
        return next;
    }

    /** The end of a letter is a full stop on a line of its own. */
    private static boolean isOfContent(String command) {
        return ".".equals(command) || "DATA".equals(command);
    }

    private static boolean isPermanent(int code) {
        return code >= 500 && code < 600 && code != AUTHENTICATION_REQUIRED;
    }

    private static String oneLine(String words) {
        return words == null ? "" : words.replaceAll("\\s+", " ").strip();
    }
}
