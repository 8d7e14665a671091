package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.Polisflow;
import io.polisflow.bench.bare.BareWebapp;
import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import io.polisflow.cluster.JavaProcess;
import io.polisflow.fixtures.Postgres;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.test.util.TestSocketUtils;

/**
 * From the command to the first readiness, and what lives in memory after some work, of the product and of an application with nothing but
 * Camunda's webapp starter: both as processes with the same options on databases that they have prepared before.
 */
class StartBench {

    private static final int REQUESTS = Integer.getInteger("bench.requests", 300);

    /** Without the last: a collection leaves up to a twentieth of the old generation where it lies, and the histogram counts it as live arrays. */
    private static final List<String> JVM = List.of("-Xmx512m", "-XX:+UseSerialGC", "-XX:MarkSweepDeadRatio=0");

    private static final String READINESS = "/actuator/health/readiness";
    private static final Pattern HEAP = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");
    private static final Pattern METASPACE = Pattern.compile("Metaspace\\s+used (\\d+)K");
    private static final int WARM_UP = 1;
    private static final double MEGABYTE = 1024 * 1024;

    private final HttpClient http = HttpClient.newHttpClient();

    /** A program of its own and the memory that it was found with. */
    private final class Program {

        private final String name;
        private final URI address = URI.create("http://localhost:" + TestSocketUtils.findAvailableTcpPort());
        private final JavaProcess process;
        private final List<Double> live = new ArrayList<>();

        private Program(
                String name,
                List<String> options,
                String database,
                String classPath,
                Class<?> main,
                String... settings) {
            this.name = name;
            List<String> arguments = new ArrayList<>(List.of(
                    "--server.port=" + address.getPort(),
                    "--spring.datasource.url=" + database,
                    "--spring.datasource.username=postgres",
                    "--spring.datasource.password=postgres",
                    "--management.endpoint.health.probes.enabled=true"));
            arguments.addAll(Arrays.asList(settings));
            List<String> all = new ArrayList<>(JVM);
            all.addAll(options);
            process = new JavaProcess(
                    name.replace(' ', '-'), all, classPath, main, arguments, address.resolve(READINESS));
        }

        private Contestant turn(Work load) {
            return Contestant.whole(name, 1, () -> {
                        process.start();
                        process.awaitReady();
                    })
                    .after(() -> {
                        load.of(this);
                        live.add(liveMegabytes());
                        process.stop();
                    });
        }

        private double liveMegabytes() throws IOException {
            // The first collection frees what the second one can then unload.
            jcmd("GC.class_histogram");
            double heap = Double.parseDouble(found(HEAP, jcmd("GC.class_histogram"))) / MEGABYTE;
            return heap + Double.parseDouble(found(METASPACE, jcmd("GC.heap_info"))) / 1024;
        }

        private String jcmd(String command) throws IOException {
            Process told = new ProcessBuilder(
                            System.getProperty("java.home") + "/bin/jcmd", String.valueOf(process.pid()), command)
                    .redirectErrorStream(true)
                    .start();
            return new String(told.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }

        private void ask(String path, String user) throws Exception {
            HttpRequest.Builder request = HttpRequest.newBuilder(address.resolve(path));
            if (user != null) {
                String pair = user + ":" + user;
                request.header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
            }
            assertThat(http.send(request.build(), BodyHandlers.discarding()).statusCode())
                    .as(path)
                    .isLessThan(400);
        }
    }

    private interface Work {
        void of(Program program) throws Exception;
    }

    private static String found(Pattern pattern, String text) {
        Matcher matcher = pattern.matcher(text);
        assertThat(matcher.find()).as(text).isTrue();
        return matcher.group(1);
    }

    /** Only libraries, without the tests' own: those of the product, or those that the starter brings along. */
    private static String classPath(Path list, String... folders) throws IOException {
        List<String> names = Files.readAllLines(list).stream()
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .toList();
        List<String> entries = new ArrayList<>(List.of(folders));
        for (String entry : JavaProcess.classPath().split(File.pathSeparator)) {
            String file = new File(entry).getName();
            if (names.stream().anyMatch(name -> file.matches(Pattern.quote(name) + "-\\d.*\\.jar"))) {
                entries.add(entry);
            }
        }
        return entries.stream().distinct().collect(Collectors.joining(File.pathSeparator));
    }

    /** The product's classes in one jar, as they are shipped; an archive of the JVM takes none from folders. */
    private static Path packed(Path folder) throws IOException {
        Path jar = Files.createDirectories(Path.of("target/bench")).resolve("polisflow-classes.jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
                Stream<Path> files = Files.walk(folder)) {
            for (Path file : (Iterable<Path>) files.filter(path -> !path.equals(folder))::iterator) {
                String name = folder.relativize(file).toString();
                out.putNextEntry(new JarEntry(Files.isDirectory(file) ? name + "/" : name));
                if (Files.isRegularFile(file)) {
                    Files.copy(file, out);
                }
            }
        }
        return jar.toAbsolutePath();
    }

    /** As the image is built: one start on trial, on H2 in memory, leaves the classes as the JVM wants them. */
    private static Path archive(String classPath) throws IOException, InterruptedException {
        Path archive = Path.of("target/bench/polisflow.jsa").toAbsolutePath();
        // One of an earlier run would be taken for this one's.
        Files.deleteIfExists(archive);
        Process trial = new ProcessBuilder(
                        System.getProperty("java.home") + "/bin/java",
                        "-XX:+UseSerialGC",
                        "-XX:ArchiveClassesAtExit=" + archive,
                        "-Dspring.context.exit=onRefresh",
                        "-cp",
                        classPath,
                        Polisflow.class.getName(),
                        "--spring.datasource.url=jdbc:h2:mem:trial;DB_CLOSE_DELAY=-1",
                        "--logging.level.root=error")
                .directory(Files.createTempDirectory("trial").toFile())
                .redirectErrorStream(true)
                .redirectOutput(new File("target/bench/trial.log"))
                .start();
        trial.waitFor();
        assertThat(archive).exists();
        return archive;
    }

    /** Requests come in, their processes start, people look at their tasks. */
    private void intake(Program product) throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            String form =
                    """
                    {"companyName": "ООО «Ромашка %1$d»", "contactName": "Пётр Петров", "email": "petrov%1$d@romashka.example",
                    "product": "property", "object": "Склад", "sumInsured": "10000000", "submissionId": "%2$s", "consent": true}"""
                            .formatted(i, UUID.randomUUID());
            HttpRequest request = HttpRequest.newBuilder(product.address.resolve("/hooks/webform"))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(form))
                    .build();
            assertThat(http.send(request, BodyHandlers.discarding()).statusCode())
                    .isEqualTo(202);
            product.ask("/engine-rest/task?maxResults=15&sortBy=dueDate&sortOrder=asc", "manager");
        }
    }

    /** Without those of the rounds that prepared the databases. */
    private static List<Double> counted(List<Double> live) {
        return live.subList(WARM_UP, live.size());
    }

    private void look(Program program) throws Exception {
        for (int i = 0; i < REQUESTS; i++) {
            program.ask("/camunda/app/welcome/default/", null);
        }
    }

    @Test
    void readyAfterTheStartAndLiveMemoryBesideTheBareWebappStarter() throws Exception {
        String database = Postgres.newDatabase();
        String shipped = classPath(
                Path.of(".ci", "dependency-inventory.txt"),
                packed(Path.of("target/classes")).toString());
        Program product = new Program(
                "Polisflow",
                List.of("-XX:MetaspaceSize=256m", "-XX:SharedArchiveFile=" + archive(shipped)),
                database,
                shipped,
                Polisflow.class,
                "--spring.profiles.active=demo,cluster",
                "--spring.config.additional-location=file:src/test/resources/",
                "--cluster.address=http://localhost:1",
                "--cluster.outside=http://localhost:1",
                "--cluster.smtp-port=1",
                "--cluster.imap-port=1");
        Program bare = new Program(
                "the bare webapp starter",
                List.of(),
                Postgres.newDatabase(),
                classPath(Path.of("src/test/resources/bench/webapp-starter.txt"), "target/test-classes"),
                BareWebapp.class,
                "--spring.config.location=optional:classpath:/none/",
                // No models of the tests, which lie in its folder.
                "--camunda.bpm.auto-deployment-enabled=false",
                "--camunda.bpm.admin-user.id=admin",
                "--camunda.bpm.admin-user.password=admin");
        Contestant ours = product.turn(program -> {
            intake(program);
            look(program);
        });
        Contestant theirs = bare.turn(this::look);
        Turns.take(
                CpuMeter.of(new DriverManagerDataSource(database, "postgres", "postgres")), WARM_UP, 5, ours, theirs);
        Report.add(Row.of(getClass(), "ready after the start", Unit.SECONDS, ours, theirs)
                .atMost(1.4)
                .note("as processes with " + String.join(" ", JVM) + ", until " + READINESS
                        + " answers; databases prepared by an earlier start; the product with the archive of"
                        + " classes and the threshold of metaspace that its image has, the starter as one starts it."));
        Report.add(Row.of(
                        getClass(),
                        "live memory after " + REQUESTS + " requests",
                        Unit.MEGABYTES,
                        product.name,
                        counted(product.live),
                        bare.name,
                        counted(bare.live))
                .atMost(1.6)
                .note(
                        "live objects and metaspace after two collections; ours after as many requests received by the web form, with"
                                + " their processes, task lists and pages, the starter's after as many pages."));
    }
}
