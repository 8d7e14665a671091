package io.polisflow.cluster;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.FileSystemUtils;

/**
 * A PostgreSQL server for nodes alone, which can be broken off, started again on the same data and port, and lose its
 * connections. What it answered as committed is kept, as on a server in production.
 */
public final class Database implements AutoCloseable {

    private static final String NAME = "polisflow";
    private static final String USER = "postgres";
    private static final Path LOG = Path.of("target/cluster/postgres.log");

    private static final Pattern DELIVERED = Pattern.compile("(?m)^ +- -c(\\w+)=(\\S+)$");

    private final Path data;
    private final int port = TestSocketUtils.findAvailableTcpPort();
    private final Map<String, String> settings = new HashMap<>();
    private EmbeddedPostgres server;

    private Database(Path data, Map<String, String> settings) {
        this.data = data;
        // The library's default gives up what was committed last when the server is broken off.
        this.settings.put("synchronous_commit", "on");
        this.settings.put("shared_buffers", "256MB");
        this.settings.putAll(settings);
    }

    /** What docker-compose.yml tells its server, but for a compression that the build for tests does not know. */
    public static Map<String, String> deliveredSettings() {
        try {
            return DELIVERED
                    .matcher(Files.readString(Path.of("docker-compose.yml")))
                    .results()
                    .filter(setting -> !setting.group(2).equals("lz4"))
                    .collect(Collectors.toMap(setting -> setting.group(1), setting -> setting.group(2)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @param settings of the server, e.g. {@code max_connections} */
    public static Database start(Map<String, String> settings) {
        return start(settings, Path.of("target/cluster"));
    }

    /** @param disk the folder under which its data are */
    static Database start(Map<String, String> settings, Path disk) {
        try {
            Files.createDirectories(LOG.getParent());
            Path data = Files.createTempDirectory(Files.createDirectories(disk), "postgres")
                    .toAbsolutePath();
            Database database = new Database(data, settings);
            database.start();
            database.server().execute("create database " + NAME);
            return database;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** After {@link #stop()} or {@link #breakOff()}: recovers what it finds and takes connections again. */
    public void start() {
        try {
            EmbeddedPostgres.Builder builder = EmbeddedPostgres.builder()
                    .setDataDirectory(data)
                    .setCleanDataDirectory(false)
                    .setPort(port)
                    .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log()))
                    .setPGStartupWait(Duration.ofMinutes(2));
            settings.forEach(builder::setServerConfig);
            server = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGQUIT, PostgreSQL's immediate shutdown: nobody is asked, nothing is written, the next start recovers. */
    public void breakOff() {
        try {
            long postmaster = Long.parseLong(
                    Files.readAllLines(data.resolve("postmaster.pid")).get(0));
            JavaProcess.signal("QUIT", postmaster);
            Awaitility.await("the end of PostgreSQL").until(() -> ProcessHandle.of(postmaster)
                    .map(handle -> !handle.isAlive())
                    .orElse(true));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        stop();
    }

    /** Whether it takes connections. */
    boolean answers() {
        try {
            return server().queryForObject("select true", Boolean.class);
        } catch (DataAccessException e) {
            return false;
        }
    }

    /** An orderly end: connections are closed, everything is written. */
    public void stop() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Cuts every connection of a node, whatever is under way there; @return how many */
    public int cutConnections(String node) {
        return server().queryForList(
                        "select pg_terminate_backend(pid) from pg_stat_activity where application_name = ?",
                        Boolean.class,
                        node)
                .size();
    }

    public File log() {
        return LOG.toFile();
    }

    public String url() {
        return "jdbc:postgresql://localhost:" + port + "/" + NAME;
    }

    /** Where a node finds it, by its name. */
    List<String> nodeSettings(String node) {
        return List.of(
                "--spring.datasource.url=" + url() + "?ApplicationName=" + node,
                "--spring.datasource.username=" + USER,
                "--spring.datasource.password=" + USER);
    }

    /** The nodes' database, over a new connection for each statement. */
    public JdbcTemplate jdbc() {
        return new JdbcTemplate(new DriverManagerDataSource(url(), USER, USER));
    }

    private JdbcTemplate server() {
        return new JdbcTemplate(
                new DriverManagerDataSource("jdbc:postgresql://localhost:" + port + "/postgres", USER, USER));
    }

    @Override
    public void close() {
        stop();
        try {
            FileSystemUtils.deleteRecursively(data);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
