package io.polisflow.integration.clamav;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Speaks clamd's protocol as far as {@code PING} and {@code INSTREAM}, and knows one virus. */
public class FakeClamd implements AutoCloseable {

    /** The test file of all scanners, in two pieces so that none takes this source for one. */
    public static final String EICAR =
            String.join("EICAR-STANDARD-", "X5O!P%@AP[4\\PZX54(P^)7CC)7}$", "ANTIVIRUS-TEST-FILE!$H+H*");

    private final ServerSocket server;
    private volatile byte[] received = new byte[0];
    private volatile String answer;
    private volatile boolean silent;

    public FakeClamd() throws IOException {
        server = new ServerSocket(0, 10, InetAddress.getByName("localhost"));
        Thread thread = new Thread(this::serve, "fake-clamd");
        thread.setDaemon(true);
        thread.start();
    }

    public int port() {
        return server.getLocalPort();
    }

    byte[] received() {
        return received;
    }

    /** Whatever is asked from now on. */
    void answer(String answer) {
        this.answer = answer;
    }

    void beSilent() {
        silent = true;
    }

    private void serve() {
        while (!server.isClosed()) {
            try (Socket client = server.accept()) {
                if (silent) {
                    client.getInputStream().readAllBytes();
                    continue;
                }
                DataInputStream in = new DataInputStream(client.getInputStream());
                String said = answerTo(command(in), in);
                client.getOutputStream()
                        .write(((answer == null ? said : answer) + "\0").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // The client went, or the test is over.
            }
        }
    }

    private static String command(DataInputStream in) throws IOException {
        ByteArrayOutputStream command = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0; next = in.read()) {
            command.write(next);
        }
        return command.toString(StandardCharsets.US_ASCII);
    }

    private String answerTo(String command, DataInputStream in) throws IOException {
        if (command.equals("zPING")) {
            return "PONG";
        }
        if (!command.equals("zINSTREAM")) {
            return "UNKNOWN COMMAND";
        }
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (int length = in.readInt(); length > 0; length = in.readInt()) {
            content.write(in.readNBytes(length));
        }
        received = content.toByteArray();
        boolean infected = content.toString(StandardCharsets.ISO_8859_1).contains(EICAR);
        return infected ? "stream: Eicar-Test-Signature FOUND" : "stream: OK";
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
