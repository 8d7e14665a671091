package io.polisflow.sandbox;

import io.polisflow.sandbox.Behaviours.Turn;
import io.polisflow.sandbox.Faults.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The public port in front of a mail server: it closes, dawdles, errs or babbles as the {@link Behaviour} says, while the
 * server behind it keeps running and so keeps what it holds.
 */
class MailGate {

    private static final byte[] GARBAGE =
            "HTTP/1.1 200 \0\u0001\r\n<html>{\"quota\": обрыв".getBytes(StandardCharsets.UTF_16LE);

    static final String SMTP = "smtp";
    static final String IMAP = "imap";

    private final String name;
    private final String host;
    private final Behaviours behaviours;
    private final WireLog log;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private int port;
    private int serverPort;
    private ServerSocket door;
    private Thread doorkeeper;

    /** @param host the address of this machine that it listens on @param port 0 for any free one */
    MailGate(String name, String host, int port, Behaviours behaviours, WireLog log) {
        this.name = name;
        this.host = host;
        this.port = port;
        this.behaviours = behaviours;
        this.log = log;
    }

    /**
     * Lets connections through to a server on this machine.
     *
     * @throws IOException when the port is taken
     */
    synchronized void open(int serverPort) throws IOException {
        this.serverPort = serverPort;
        if (door != null) {
            return;
        }
        ServerSocket opened = new ServerSocket();
        try {
            opened.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            opened.close();
            throw e;
        }
        port = opened.getLocalPort();
        door = opened;
        doorkeeper = daemon("gate", () -> accept(opened));
    }

    /** Refuses further connections and cuts those that are open. */
    synchronized void close() {
        if (door != null) {
            quietly(door);
            door = null;
            // The kernel listens on until the thread has left accept().
            join(doorkeeper);
        }
        cut();
    }

    /** Ends open connections, so that their owners meet the new mode. */
    void cut() {
        sockets.forEach(MailGate::quietly);
    }

    /** @return the port that it has or will have, 0 while any will do */
    synchronized int port() {
        return port;
    }

    private void accept(ServerSocket opened) {
        while (!opened.isClosed()) {
            try {
                Socket client = opened.accept();
                sockets.add(client);
                daemon("client", () -> serve(client));
            } catch (IOException e) {
                // Closed by close(), or a client that left before it was let in.
            }
        }
    }

    private void serve(Socket client) {
        boolean smtp = name.equals(SMTP);
        MailTranscript transcript = new MailTranscript(smtp, log);
        try (client) {
            // Refusals are SMTP's; a broken line both know.
            Turn turn = behaviours.next(
                    MailServer.SYSTEM,
                    behaviour -> smtp || behaviour.fault() == null || kind(behaviour) == Faults.Kind.RESET);
            behaviours.dawdle(turn);
            Fault fault = turn.behaviour().fault() == null
                    ? null
                    : Faults.find(MailServer.SYSTEM, turn.behaviour().fault()).orElseThrow();
            switch (turn.behaviour().mode()) {
                case DOWN -> reset(client, transcript);
                case GARBAGE -> {
                    client.getOutputStream().write(GARBAGE);
                    transcript.broken("мусор вместо ответа");
                }
                case SLOW, OK -> {
                    if (fault != null && fault.kind() == Faults.Kind.RESET) {
                        reset(client, transcript);
                    } else if (fault != null && "CONNECT".equals(fault.type())) {
                        byte[] reply =
                                (fault.status() + " " + fault.body() + "\r\n").getBytes(StandardCharsets.US_ASCII);
                        client.getOutputStream().write(reply);
                        transcript.broken(String.valueOf(fault.status()));
                    } else {
                        relay(client, fault, transcript);
                    }
                }
            }
        } catch (IOException e) {
            // Either side may hang up at any time.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.remove(client);
            transcript.end();
        }
    }

    private static Faults.Kind kind(Behaviour behaviour) {
        return Faults.find(MailServer.SYSTEM, behaviour.fault()).orElseThrow().kind();
    }

    private static void reset(Socket client, MailTranscript transcript) throws IOException {
        client.setSoLinger(true, 0);
        transcript.broken("соединение оборвано");
    }

    private void relay(Socket client, Fault fault, MailTranscript transcript) throws IOException {
        try (Socket server = new Socket(InetAddress.getLoopbackAddress(), serverPort)) {
            MailTalk talk = new MailTalk(client, server, fault, transcript);
            daemon("request", () -> {
                try {
                    talk.carryRequests();
                } catch (IOException e) {
                    quietly(server);
                }
            });
            talk.carryAnswers();
        }
    }

    private Thread daemon(String what, Runnable work) {
        Thread thread = new Thread(work, "sandbox-" + name + "-" + what);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void quietly(AutoCloseable socket) {
        try {
            socket.close();
        } catch (Exception e) {
            // It is closed all the same.
        }
    }
}
