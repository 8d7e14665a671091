package io.polisflow.integration.clamav;

import io.polisflow.crm.document.VirusScanner;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hands a file to clamd piece by piece ({@code INSTREAM}) over a connection of its own. */
class ClamdScanner implements VirusScanner, AutoCloseable {

    private static final int PIECE = 64 * 1024;
    private static final int LONGEST_ANSWER = 4096;
    private static final Pattern FOUND = Pattern.compile("stream: (.+) FOUND");

    private final ClamavProperties properties;
    // Not a bean: Spring would take the only one for the clock of everything that is scheduled.
    private final ScheduledExecutorService watch = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "clamd-watch");
        thread.setDaemon(true);
        return thread;
    });

    ClamdScanner(ClamavProperties properties) {
        this.properties = properties;
    }

    @Override
    public void close() {
        watch.shutdownNow();
    }

    @Override
    public Optional<String> infection(byte[] content) throws Unavailable {
        if (content.length > properties.maxSize().toBytes()) {
            throw new Unavailable("larger than the scanner takes: " + content.length + " bytes");
        }
        String answer = ask("zINSTREAM\0", content);
        Matcher found = FOUND.matcher(answer);
        if (found.matches()) {
            return Optional.of(found.group(1));
        }
        if (!answer.equals("stream: OK")) {
            throw new Unavailable("clamd answers: " + answer);
        }
        return Optional.empty();
    }

    /** @throws Unavailable unless the server answers that it is there */
    void ping() throws Unavailable {
        String answer = ask("zPING\0", null);
        if (!answer.equals("PONG")) {
            throw new Unavailable("clamd answers: " + answer);
        }
    }

    private String ask(String command, byte[] content) throws Unavailable {
        long longest =
                properties.connectTimeout().plus(properties.readTimeout()).toMillis();
        try (Socket socket = new Socket()) {
            // A server that takes or answers one byte now and then would never run into a time-out of its own.
            ScheduledFuture<?> deadline = watch.schedule(() -> abort(socket), longest, TimeUnit.MILLISECONDS);
            try {
                socket.connect(new InetSocketAddress(properties.host(), properties.port()), (int)
                        properties.connectTimeout().toMillis());
                socket.setSoTimeout((int) properties.readTimeout().toMillis());
                DataOutputStream out = new DataOutputStream(socket.getOutputStream());
                out.write(command.getBytes(StandardCharsets.US_ASCII));
                if (content != null) {
                    stream(content, out);
                }
                out.flush();
                return answer(socket.getInputStream());
            } finally {
                deadline.cancel(false);
            }
        } catch (IOException e) {
            throw new Unavailable("clamd at " + properties.host() + ":" + properties.port() + " does not answer", e);
        }
    }

    private static void stream(byte[] content, DataOutputStream out) throws IOException {
        for (int from = 0; from < content.length; from += PIECE) {
            int length = Math.min(PIECE, content.length - from);
            out.writeInt(length);
            out.write(content, from, length);
        }
        out.writeInt(0);
    }

    private static String answer(InputStream in) throws IOException {
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        for (int next = in.read(); next > 0 && answer.size() < LONGEST_ANSWER; next = in.read()) {
            answer.write(next);
        }
        return answer.toString(StandardCharsets.UTF_8).strip();
    }

    private static void abort(Socket socket) {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed then.
        }
    }
}
