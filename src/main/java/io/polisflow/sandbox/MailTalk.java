package io.polisflow.sandbox;

import io.polisflow.sandbox.Faults.Fault;
import io.polisflow.sandbox.Faults.Kind;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One client's talk with a mail server, carried line by line, so that a fault can answer instead of the server. */
class MailTalk {

    private static final int LONGEST_LINE = 64 * 1024;

    private final Socket client;
    private final Socket server;
    private final Fault fault;
    private final MailTranscript transcript;
    /** Whether the client's lines are a letter and no commands. */
    private volatile boolean letter;
    /** Whether the letter has come whole and the client waits to hear that it was taken. */
    private volatile boolean handedOver;

    /** @param fault null when the server is well */
    MailTalk(Socket client, Socket server, Fault fault, MailTranscript transcript) {
        this.client = client;
        this.server = server;
        this.fault = fault;
        this.transcript = transcript;
    }

    /** Carries what the client says to the server, until either hangs up. */
    void carryRequests() throws IOException {
        InputStream in = new BufferedInputStream(client.getInputStream());
        OutputStream out = new BufferedOutputStream(server.getOutputStream());
        for (byte[] line = line(in); line != null; line = line(in)) {
            transcript.asked(line, letter);
            if (!letter && answersInstead(line)) {
                continue;
            }
            if (letter && isDot(line)) {
                handedOver = true;
                letter = false;
            }
            out.write(line);
            if (in.available() == 0) {
                out.flush();
            }
        }
        out.flush();
        server.shutdownOutput();
    }

    /** Carries what the server says to the client, until either hangs up. */
    void carryAnswers() throws IOException {
        InputStream in = new BufferedInputStream(server.getInputStream());
        OutputStream out = client.getOutputStream();
        for (byte[] line = line(in); line != null; line = line(in)) {
            if (transcript.smtp() && startsWith(line, "354")) {
                letter = true;
            } else if (handedOver) {
                handedOver = false;
                if (fault != null && fault.kind() == Kind.LOST) {
                    transcript.broken("письмо принято, ответ потерян");
                    return;
                }
            }
            transcript.answered(line);
            out.write(line);
            if (in.available() == 0) {
                out.flush();
            }
        }
    }

    private boolean answersInstead(byte[] line) throws IOException {
        if (fault == null || fault.kind() != Kind.ERROR || !startsWith(line, fault.type())) {
            return false;
        }
        byte[] reply = (fault.status() + " " + fault.body() + "\r\n").getBytes(StandardCharsets.US_ASCII);
        transcript.answered(reply);
        // The client waits for this answer, so the server's pump has nothing to say at the same time.
        client.getOutputStream().write(reply);
        client.getOutputStream().flush();
        return true;
    }

    private static boolean startsWith(byte[] line, String word) {
        return new String(line, 0, Math.min(line.length, word.length()), StandardCharsets.US_ASCII)
                .toUpperCase(Locale.ROOT)
                .equals(word);
    }

    private static boolean isDot(byte[] line) {
        return line.length <= 3 && line[0] == '.' && (line.length == 1 || line[1] == '\r' || line[1] == '\n');
    }

    /** @return with its end, or so much of it as is bearable; null at the end */
    private static byte[] line(InputStream in) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0; next = in.read()) {
            line.write(next);
            if (next == '\n' || line.size() == LONGEST_LINE) {
                return line.toByteArray();
            }
        }
        return line.size() == 0 ? null : line.toByteArray();
    }
}
