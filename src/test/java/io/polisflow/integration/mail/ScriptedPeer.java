package io.polisflow.integration.mail;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A peer of a line protocol that says what a test tells it to, line by line. */
final class ScriptedPeer implements AutoCloseable {

    /** Instead of an answer: the connection ends. */
    static final String HANG_UP = "\0hang up";

    /** Instead of an answer: nothing comes, and the connection stays. */
    static final String SILENCE = "\0silence";

    private final ServerSocket door;
    private final Function<String, String> answers;
    private final List<Socket> open = new CopyOnWriteArrayList<>();

    /** @param answers to each line; to the empty one, which comes first, the greeting */
    ScriptedPeer(Function<String, String> answers) throws IOException {
        this.door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.answers = answers;
        Thread thread = new Thread(this::serve, "scripted-peer");
        thread.setDaemon(true);
        thread.start();
    }

    int port() {
        return door.getLocalPort();
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket client : open) {
            client.close();
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                open.add(client);
                Thread thread = new Thread(() -> talk(client), "scripted-talk");
                thread.setDaemon(true);
                thread.start();
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private void talk(Socket client) {
        try {
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII));
            boolean letter = false;
            for (String line = ""; line != null; line = lines.readLine()) {
                if (letter && !line.equals(".")) {
                    continue;
                }
                letter = false;
                String answer = answers.apply(line);
                if (answer.equals(HANG_UP)) {
                    client.close();
                    return;
                }
                if (!answer.equals(SILENCE)) {
                    letter = answer.startsWith("354");
                    client.getOutputStream().write((answer + "\r\n").getBytes(StandardCharsets.ISO_8859_1));
                }
            }
        } catch (IOException e) {
            // The other side has hung up: the conversation is over.
        }
    }
}
