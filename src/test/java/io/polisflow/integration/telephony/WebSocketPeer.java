package io.polisflow.integration.telephony;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** The event side of an Asterisk: takes WebSocket connections (RFC 6455), says what a test lets it say, and breaks off. */
final class WebSocketPeer implements AutoCloseable {

    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int TEXT = 1;
    private static final int CONTINUATION = 0;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final ServerSocket door;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Socket> connections = new LinkedBlockingQueue<>();
    private final AtomicInteger refusals = new AtomicInteger();
    private volatile boolean answersPings = true;

    WebSocketPeer() throws IOException {
        door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        daemon(this::serve);
    }

    int port() {
        return door.getLocalPort();
    }

    /** The head of each handshake. */
    List<String> requests() {
        return requests;
    }

    void playDead() {
        answersPings = false;
    }

    /** The next handshakes are refused, as to a wrong password. */
    void turnsAway(int times) {
        refusals.set(times);
    }

    /** Waits for the next connection. */
    Socket connection() throws InterruptedException {
        Socket next = connections.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new IllegalStateException("nobody connected");
        }
        return next;
    }

    static void say(Socket client, String text) throws IOException {
        frame(client, 0x80 | TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** One message in two frames, as a server may send a long one. */
    static void sayInParts(Socket client, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        frame(client, TEXT, java.util.Arrays.copyOf(bytes, half));
        frame(client, 0x80 | CONTINUATION, java.util.Arrays.copyOfRange(bytes, half, bytes.length));
    }

    @Override
    public void close() throws IOException {
        door.close();
        for (Socket open : connections) {
            open.close();
        }
    }

    private void serve() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                if (greet(client)) {
                    connections.add(client);
                    daemon(() -> listen(client));
                }
            } catch (IOException | GeneralSecurityException e) {
                // The test is over, or the other side has left.
            }
        }
    }

    private boolean greet(Socket client) throws IOException, GeneralSecurityException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = client.getInputStream().read();
            if (next < 0) {
                return false;
            }
            head.write(next);
        }
        String request = head.toString(StandardCharsets.US_ASCII);
        requests.add(request);
        if (refusals.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
            client.getOutputStream()
                    .write("HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            client.close();
            return false;
        }
        String key = request.replaceAll("(?is).*\r\nSec-WebSocket-Key: ([^\r]+)\r.*", "$1");
        String accept = Base64.getEncoder()
                .encodeToString(
                        MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII)));
        client.getOutputStream()
                .write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                                + "Sec-WebSocket-Accept: " + accept + "\r\n\r\n")
                        .getBytes(StandardCharsets.US_ASCII));
        return true;
    }

    private void listen(Socket client) {
        try {
            DataInputStream in = new DataInputStream(client.getInputStream());
            while (true) {
                int kind = in.readUnsignedByte() & 0x0F;
                int length = in.readUnsignedByte() & 0x7F;
                in.skipNBytes(4 + length);
                if (kind == PING && answersPings) {
                    frame(client, 0x80 | PONG, new byte[0]);
                }
            }
        } catch (IOException e) {
            // Either side has hung up.
        }
    }

    private static void frame(Socket client, int head, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length <= 0xffff) {
            frame.write(126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        } else {
            frame.write(127);
            frame.writeBytes(
                    ByteBuffer.allocate(Long.BYTES).putLong(payload.length).array());
        }
        frame.writeBytes(payload);
        OutputStream out = client.getOutputStream();
        synchronized (client) {
            out.write(frame.toByteArray());
            out.flush();
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "websocket-peer");
        thread.setDaemon(true);
        thread.start();
    }
}
