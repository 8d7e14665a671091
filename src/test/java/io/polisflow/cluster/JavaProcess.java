package io.polisflow.cluster;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * A program of ours in a JVM of its own, started from the tests' class path, that can be killed, frozen and started again. What
 * it prints is appended to {@code target/cluster/<name>.log}.
 */
public class JavaProcess implements AutoCloseable {

    private static final File LOGS = new File("target/cluster");
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_END = Duration.ofMinutes(2);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(1)).build();

    private final String name;
    private final List<String> command;
    private final URI ready;
    private Process process;

    /** @param ready an address that answers 200 as soon as the program can work */
    JavaProcess(String name, List<String> options, Class<?> program, List<String> arguments, URI ready) {
        this(name, options, classPath(), program, arguments, ready);
    }

    /** @param classPath where it is not that of the tests */
    public JavaProcess(
            String name, List<String> options, String classPath, Class<?> program, List<String> arguments, URI ready) {
        this.name = name;
        this.ready = ready;
        this.command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-Dfile.encoding=UTF-8", "-cp", classPath, program.getName()));
        command.addAll(arguments);
        // Nobody else ends it when the tests are broken off.
        Runtime.getRuntime().addShutdownHook(new Thread(this::kill));
    }

    /** That of the tests. */
    public static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    public String name() {
        return name;
    }

    public File log() {
        return new File(LOGS, name + ".log");
    }

    /** Returns at once; see {@link #awaitReady()}. */
    public synchronized void start() {
        if (isAlive()) {
            throw new IllegalStateException(name + " runs already");
        }
        LOGS.mkdirs();
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(log()))
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public void awaitReady() {
        Awaitility.await(name + ", see " + log())
                .atMost(LONGEST_START)
                .pollInterval(Duration.ofMillis(200))
                .failFast("has ended, see " + log(), () -> !isAlive())
                .until(this::isReady);
    }

    public boolean isReady() {
        return isAlive() && answers(ready);
    }

    static boolean answers(URI address) {
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .timeout(Duration.ofSeconds(2))
                    .build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    public synchronized boolean isAlive() {
        return process != null && process.isAlive();
    }

    public synchronized long pid() {
        return process.pid();
    }

    /** SIGKILL: whatever it was at is cut off there. Returns when it is gone. */
    public synchronized void kill() {
        if (process != null) {
            end(process.destroyForcibly());
        }
    }

    /** SIGTERM, as at an orderly shutdown; @return its exit code */
    public int stop() {
        Process stopped;
        synchronized (this) {
            stopped = process;
        }
        stopped.destroy();
        end(stopped);
        return stopped.exitValue();
    }

    /** SIGSTOP: it stays, connections and all, and does nothing until {@link #thaw()}. */
    public void freeze() {
        signal("STOP", pid());
    }

    /** SIGCONT. */
    public void thaw() {
        signal("CONT", pid());
    }

    static void signal(String signal, long pid) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(pid)).start();
            if (kill.waitFor() != 0) {
                throw new IllegalStateException("kill -" + signal + " " + pid + " answers " + kill.exitValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void end(Process process) {
        try {
            if (!process.waitFor(LONGEST_END.toSeconds(), TimeUnit.SECONDS)) {
                throw new IllegalStateException("process " + process.pid() + " does not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        kill();
    }
}
