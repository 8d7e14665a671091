package io.polisflow.sandbox;

import io.polisflow.sandbox.WireLog.Direction;
import io.polisflow.sandbox.WireLog.Half;
import io.polisflow.sandbox.WireLog.Happened;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes down a talk with a mail server: of SMTP each letter, of IMAP each command with its answer. */
class MailTranscript {

    private static final Pattern ADDRESS = Pattern.compile("(?i)^(MAIL FROM|RCPT TO):\\s*<([^>]*)>.*", Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^(\\S+) +((?i:UID +)?\\S+)(.*)$", Pattern.DOTALL);
    /** Commands around the one that matters: when they go well they are shown with it, not each in a line of its own. */
    private static final Set<String> AROUND = Set.of(
            "CAPABILITY",
            "ID",
            "LOGIN",
            "AUTHENTICATE",
            "NAMESPACE",
            "LIST",
            "SELECT",
            "EXAMINE",
            "NOOP",
            "CLOSE",
            "LOGOUT");

    private static final Set<String> LOGGING_IN = Set.of("LOGIN", "AUTHENTICATE");
    private static final String HIDDEN = "•••";

    private final boolean smtp;
    private final WireLog log;
    private final StringBuilder asked = new StringBuilder();
    private final StringBuilder answered = new StringBuilder();
    private long began = System.nanoTime();
    private String from = "";
    private String to = "";
    private String status = "";
    private String tag = "";
    private String command = "";
    private boolean whole;
    private boolean secret;

    MailTranscript(boolean smtp, WireLog log) {
        this.smtp = smtp;
        this.log = log;
    }

    boolean smtp() {
        return smtp;
    }

    /** @param letter whether the line belongs to a letter */
    synchronized void asked(byte[] line, boolean letter) {
        String text = text(line);
        if (smtp) {
            smtpAsked(text, letter);
        } else {
            imapAsked(text);
        }
    }

    private void smtpAsked(String text, boolean letter) {
        if (letter) {
            whole |= text.equals(".\r\n") || text.equals(".\n");
            append(asked, text);
            return;
        }
        String upper = text.toUpperCase(Locale.ROOT);
        if (secret || upper.startsWith("AUTH ")) {
            append(asked, (secret ? "" : text.split("\\s+")[0] + " ") + HIDDEN + "\r\n");
            return;
        }
        Matcher address = ADDRESS.matcher(text);
        if (address.matches()) {
            if (upper.startsWith("MAIL")) {
                began = System.nanoTime();
                from = address.group(2);
                to = "";
            } else {
                to = to.isEmpty() ? address.group(2) : to + ", " + address.group(2);
            }
        }
        append(asked, text);
    }

    private void imapAsked(String text) {
        Matcher matcher = tag.isEmpty() ? COMMAND.matcher(text) : null;
        if (matcher == null || !matcher.matches()) {
            // What follows such a command is the password itself, or base64 of it.
            append(asked, !tag.isEmpty() && LOGGING_IN.contains(command) ? HIDDEN + "\r\n" : text);
            return;
        }
        began = System.nanoTime();
        tag = matcher.group(1);
        command = matcher.group(2).strip().toUpperCase(Locale.ROOT);
        append(asked, command + (LOGGING_IN.contains(command) ? " " + HIDDEN + "\r\n" : matcher.group(3)));
    }

    synchronized void answered(byte[] line) {
        String text = text(line);
        if (smtp) {
            append(answered, text);
            secret = text.startsWith("334");
            if (text.length() > 3 && text.charAt(3) != '-') {
                status = text.substring(0, 3);
            }
            if (whole) {
                smtpDone();
            }
            return;
        }
        if (!tag.isEmpty() && text.startsWith(tag + " ")) {
            String rest = text.substring(tag.length() + 1);
            append(answered, rest);
            status = rest.split("\\s", 2)[0];
            boolean good = status.equals("OK");
            if (!good || !AROUND.contains(command)) {
                add("IMAP " + command, good, true);
            }
            tag = "";
        } else if (!tag.isEmpty()) {
            append(answered, text);
        }
    }

    /** @param how a Russian sentence */
    synchronized void broken(String how) {
        status = how;
        if (smtp) {
            smtpDone();
        } else {
            add("IMAP", false, false);
        }
    }

    /** The talk is over; what has not been written down yet is. */
    synchronized void end() {
        if (smtp && (!from.isEmpty() || !asked.isEmpty() && refused())) {
            smtpDone();
        }
    }

    private void smtpDone() {
        String what = from.isEmpty() ? "SMTP" : "SMTP " + from + " → " + (to.isEmpty() ? "?" : to);
        add(what, status.startsWith("2"), false);
        from = "";
        to = "";
        whole = false;
    }

    private boolean refused() {
        return status.startsWith("4") || status.startsWith("5");
    }

    private void add(String what, boolean good, boolean question) {
        log.add(new Happened(
                MailServer.SYSTEM,
                Direction.TO_SYSTEM,
                what,
                status,
                good,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began),
                new Half(Map.of(), asked.isEmpty() ? null : asked.toString()),
                new Half(Map.of(), answered.isEmpty() ? null : answered.toString()),
                question));
        asked.setLength(0);
        answered.setLength(0);
        began = System.nanoTime();
    }

    private static void append(StringBuilder half, String text) {
        if (half.length() < WireText.LONGEST) {
            half.append(text, 0, Math.min(text.length(), WireText.LONGEST - half.length()));
        }
    }

    private static String text(byte[] line) {
        return new String(line, StandardCharsets.UTF_8);
    }
}
