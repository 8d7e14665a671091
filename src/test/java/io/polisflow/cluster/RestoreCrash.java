package io.polisflow.cluster;

import static io.polisflow.cluster.InstalledPostgres.DATABASE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.polisflow.Polisflow;
import io.polisflow.fixtures.Program;
import io.polisflow.sandbox.demo.TaskAnswers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The operators' scripts bring a lost database back: deals, files, audit, and processes that go on where they stood. */
class RestoreCrash {

    private static final Path SCRIPTS = Path.of("docs/operations").toAbsolutePath();
    private static final int DEALS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final byte[] SCAN = "%PDF-1.4\nСкан доверенности\n%%EOF\n".getBytes(StandardCharsets.UTF_8);

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    private Path folder;

    private InstalledPostgres postgres;
    private URI product;
    private TaskAnswers answers;

    @Test
    void whatWasBackedUpIsThereAgainAndGoesOn() throws Exception {
        Optional<Path> programs = InstalledPostgres.programs();
        Assumptions.assumeTrue(programs.isPresent(), "no pg_dump is installed (Debian: apt-get install postgresql)");

        try (InstalledPostgres server = InstalledPostgres.start(programs.get());
                Balancer balancer = Balancer.start();
                OutsideWorld outside = OutsideWorld.before(balancer.address(), List.of())) {
            postgres = server;
            product = balancer.address();
            answers = new TaskAnswers(product);
            List<String> settings = new ArrayList<>(server.nodeSettings());
            settings.addAll(List.of(
                    "--cluster.address=" + product,
                    "--cluster.outside=" + outside.address(),
                    "--cluster.smtp-port=" + outside.smtpPort(),
                    "--cluster.imap-port=" + outside.imapPort()));
            outside.start();
            outside.awaitReady();
            try (Node node = Node.of("restored", settings)) {
                balancer.add(node.address(), Node.READINESS);
                begin(node, balancer);

                for (int i = 0; i < DEALS; i++) {
                    ask(i);
                }
                await().atMost(PATIENCE)
                        .until(() -> tasks("Task_AssembleProposal").size() == DEALS);
                complete("Task_AssembleProposal");
                await().atMost(PATIENCE)
                        .until(() -> tasks("Task_FillRiskParameters").size() == DEALS);
                String file = leaveFile(deals().get(0));

                Path copy = backUp();
                List<String> deals = deals();
                List<Map<String, Object>> tasks = openTasks();
                List<Map<String, Object>> roles = settingsOfRoles();
                long audited = count("audit_event");
                ask(DEALS);
                await().atMost(PATIENCE).until(() -> deals().size() == DEALS + 1);

                refusesWhileANodeRuns(copy);
                node.stop();
                lose();
                restore(copy);

                assertThat(deals()).isEqualTo(deals);
                assertThat(openTasks()).isEqualTo(tasks);
                assertThat(settingsOfRoles()).isNotEmpty().isEqualTo(roles);
                assertThat(count("audit_event")).isGreaterThanOrEqualTo(audited);
                assertThat(count("spring_session")).isZero();
                assertThat(auditCheck(settings)).isZero();

                begin(node, balancer);
                assertThat(send(request(file, "supervisor").GET(), BodyHandlers.ofByteArray()))
                        .isEqualTo(SCAN);
                // Each goes on from its own step, over a job that asks the underwriting system.
                complete("Task_FillRiskParameters");
                await().atMost(PATIENCE)
                        .until(() -> tasks("Task_ReviewCalculation").size() == DEALS);
            }
        }
    }

    private static void begin(Node node, Balancer balancer) {
        node.start();
        node.awaitReady();
        await().atMost(PATIENCE).until(() -> !balancer.inUse().isEmpty());
    }

    private Path backUp() throws Exception {
        Program backup = postgres.client(SCRIPTS).with("BACKUP_DIR", folder.toString());
        backup.ok("bash", "backup.sh");
        backup.ok("bash", "backup.sh", "healthy");
        backup.ok("bash", "backup.sh", "rehearse");
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".dump"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    private void refusesWhileANodeRuns(Path copy) throws Exception {
        Program.Outcome refused = postgres.client(SCRIPTS).run("bash", "restore.sh", copy.toString());
        assertThat(refused.status()).as(refused.text()).isNotZero();
        assertThat(refused.text()).contains("stop all nodes");
    }

    private void lose() {
        postgres.jdbc("postgres").execute("drop database " + DATABASE);
    }

    private void restore(Path copy) throws Exception {
        postgres.client(SCRIPTS).ok("bash", "restore.sh", copy.toString());
    }

    /** @return the exit code of the check that operators run: 0 when the chain holds */
    private int auditCheck(List<String> settings) {
        List<String> arguments = new ArrayList<>(settings);
        arguments.addAll(List.of("--spring.profiles.active=demo,cluster", "--polisflow.audit.check"));
        try (JavaProcess check =
                new JavaProcess("audit-check", List.of("-Xmx512m"), Polisflow.class, arguments, product)) {
            check.start();
            await().atMost(PATIENCE).until(() -> !check.isAlive());
            return check.stop();
        }
    }

    private void ask(int client) throws Exception {
        send(
                request("/hooks/webform", null)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(answers.form(client, "restore-" + client))),
                BodyHandlers.ofString());
    }

    private void complete(String element) throws Exception {
        int serial = 0;
        for (Map<String, Object> task : tasks(element)) {
            String id = (String) task.get("id_");
            String user = (String) task.get("assignee_");
            String body = answers.to(id, element, "", (String) task.get("business_key_"), user, serial++);
            send(
                    request("/engine-rest/task/" + id + "/submit-form", user)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(body)),
                    BodyHandlers.ofString());
        }
    }

    /** @return the file's address */
    private String leaveFile(String deal) throws Exception {
        String boundary = "scan";
        String head = "--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"scan.pdf\"\r\n"
                + "Content-Type: application/pdf\r\n\r\n";
        send(
                request("/api/deals/" + deal + "/files", "supervisor")
                        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
                        .POST(BodyPublishers.concat(
                                BodyPublishers.ofString(head),
                                BodyPublishers.ofByteArray(SCAN),
                                BodyPublishers.ofString("\r\n--" + boundary + "--\r\n"))),
                BodyHandlers.ofString());
        Long id = postgres.jdbc(DATABASE).queryForObject("select max(file_id) from deal_file", Long.class);
        return "/api/files/" + id + "/scan.pdf";
    }

    private HttpRequest.Builder request(String path, String user) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(product.resolve(path)).timeout(PATIENCE);
        return user == null
                ? request
                : request.header(
                        "Authorization",
                        "Basic "
                                + Base64.getEncoder()
                                        .encodeToString((user + ":" + user).getBytes(StandardCharsets.UTF_8)));
    }

    private <T> T send(HttpRequest.Builder request, HttpResponse.BodyHandler<T> reader)
            throws IOException, InterruptedException {
        HttpResponse<T> response = http.send(request.build(), reader);
        assertThat(response.statusCode())
                .as("%s: %s", response.request().uri(), response.body())
                .isBetween(200, 299);
        return response.body();
    }

    private List<String> deals() {
        return postgres.jdbc(DATABASE).queryForList("select number from deal order by number", String.class);
    }

    private List<Map<String, Object>> openTasks() {
        return postgres.jdbc(DATABASE)
                .queryForList("select id_, task_def_key_, assignee_, due_date_ from act_ru_task order by id_");
    }

    private List<Map<String, Object>> tasks(String element) {
        return postgres.jdbc(DATABASE)
                .queryForList(
                        "select t.id_, t.assignee_, e.business_key_ from act_ru_task t"
                                + " join act_ru_execution e on e.id_ = t.proc_inst_id_ where t.task_def_key_ = ?",
                        element);
    }

    /** What migrations have set for the product's role in this database. */
    private List<Map<String, Object>> settingsOfRoles() {
        return postgres.jdbc(DATABASE)
                .queryForList(
                        "select r.rolname, s.setconfig::text from pg_db_role_setting s join pg_roles r on r.oid = s.setrole"
                                + " join pg_database d on d.oid = s.setdatabase where d.datname = current_database()");
    }

    private long count(String table) {
        return postgres.jdbc(DATABASE).queryForObject("select count(*) from " + table, Long.class);
    }
}
