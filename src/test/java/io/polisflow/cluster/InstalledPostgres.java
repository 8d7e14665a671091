package io.polisflow.cluster;

import io.polisflow.fixtures.Program;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;
import org.springframework.util.FileSystemUtils;

/** A server of the PostgreSQL that the machine has installed, with its client programs, which the embedded one lacks. */
final class InstalledPostgres implements AutoCloseable {

    static final String USER = "polisflow";
    static final String DATABASE = "polisflow";
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

    private final Path folder;
    private final Path programs;
    private final int port = TestSocketUtils.findAvailableTcpPort();

    private InstalledPostgres(Path folder, Path programs) {
        this.folder = folder;
        this.programs = programs;
    }

    /** @return where the newest server and its programs are, empty when none is installed */
    static Optional<Path> programs() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> releases = Files.list(DEBIAN)) {
            return releases.map(release -> release.resolve("bin"))
                    .filter(bin -> Stream.of("initdb", "pg_dump", "pg_restore", "psql")
                            .allMatch(program -> Files.isExecutable(bin.resolve(program))))
                    .max(Comparator.comparingInt(bin ->
                            Integer.parseInt(bin.getParent().getFileName().toString())));
        }
    }

    static InstalledPostgres start(Path programs) throws Exception {
        // Not below the project: the server's own user must be able to go there.
        Path folder = Files.createTempDirectory("polisflow-postgres");
        InstalledPostgres server = new InstalledPostgres(folder, programs);
        Path data = folder.resolve("data");
        if (ROOT) {
            server.own(folder);
        }
        server.asServer(
                "initdb",
                "--pgdata=" + data,
                "--username=" + USER,
                "--auth=trust",
                "--encoding=UTF8",
                "--locale=C.UTF-8");
        server.asServer(
                "pg_ctl",
                "--pgdata=" + data,
                "--wait",
                "--log=" + folder.resolve("log"),
                "--options=-p " + server.port + " -c listen_addresses=localhost -c unix_socket_directories=",
                "start");
        server.jdbc("postgres").execute("create database " + DATABASE);
        return server;
    }

    private void own(Path path) throws Exception {
        new Program(path).ok("chown", "postgres", path.toString());
    }

    /** PostgreSQL does not run as root. */
    private void asServer(String program, String... arguments) throws Exception {
        Stream<String> user = ROOT ? Stream.of("runuser", "-u", "postgres", "--") : Stream.empty();
        List<String> command = Stream.concat(
                        Stream.concat(user, Stream.of(programs.resolve(program).toString())), Stream.of(arguments))
                .toList();
        new Program(folder).ok(command.toArray(String[]::new));
    }

    /** A program that finds this server by its environment, as the scripts of operators do. */
    Program client(Path where) {
        return new Program(where)
                .with("PATH", programs + ":" + System.getenv("PATH"))
                .with("PGHOST", "localhost")
                .with("PGPORT", String.valueOf(port))
                .with("PGUSER", USER)
                .with("PGDATABASE", DATABASE);
    }

    List<String> nodeSettings() {
        return List.of(
                "--spring.datasource.url=" + url(DATABASE),
                "--spring.datasource.username=" + USER,
                "--spring.datasource.password=" + USER);
    }

    JdbcTemplate jdbc(String database) {
        return new JdbcTemplate(new DriverManagerDataSource(url(database), USER, USER));
    }

    private String url(String database) {
        return "jdbc:postgresql://localhost:" + port + "/" + database;
    }

    @Override
    public void close() throws Exception {
        asServer("pg_ctl", "--pgdata=" + folder.resolve("data"), "--mode=immediate", "stop");
        FileSystemUtils.deleteRecursively(folder);
    }
}
