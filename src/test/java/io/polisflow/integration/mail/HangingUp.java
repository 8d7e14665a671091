package io.polisflow.integration.mail;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** The line to a mail server, which breaks when the server says a certain word. */
final class HangingUp implements AutoCloseable {

    private final ServerSocket door;
    private final int server;
    private final String word;
    private final StringBuffer heard = new StringBuffer();

    private HangingUp(int server, String word) throws IOException {
        this.door = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        this.server = server;
        this.word = word;
    }

    static HangingUp inFrontOf(int server, String word) throws IOException {
        HangingUp line = new HangingUp(server, word);
        daemon(line::accept);
        return line;
    }

    int port() {
        return door.getLocalPort();
    }

    /** What the clients said. */
    String heard() {
        return heard.toString();
    }

    @Override
    public void close() throws IOException {
        door.close();
    }

    private void accept() {
        while (!door.isClosed()) {
            try {
                Socket client = door.accept();
                Socket behind = new Socket(InetAddress.getLoopbackAddress(), server);
                daemon(() -> carry(client, behind, heard, null));
                daemon(() -> carry(behind, client, new StringBuffer(), word));
            } catch (IOException e) {
                // The test is over.
            }
        }
    }

    private static void carry(Socket from, Socket to, StringBuffer said, String end) {
        byte[] part = new byte[8192];
        try (from;
                to;
                InputStream in = from.getInputStream();
                OutputStream out = to.getOutputStream()) {
            for (int read = in.read(part); read >= 0; read = in.read(part)) {
                said.append(new String(part, 0, read, StandardCharsets.ISO_8859_1));
                if (end != null && said.indexOf(end) >= 0) {
                    return;
                }
                out.write(part, 0, read);
            }
        } catch (IOException e) {
            // Either side may hang up at any time.
        }
    }

    private static void daemon(Runnable work) {
        Thread thread = new Thread(work, "hanging-up");
        thread.setDaemon(true);
        thread.start();
    }
}
