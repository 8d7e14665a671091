package io.polisflow.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.demo.StaffAtWork;
import io.polisflow.security.Desk;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.web.client.RestClientException;

/**
 * Two nodes behind a balancer without sticky sessions are one product: who signed on at one is known at the other, what one changes the other
 * shows, what is to be done once is done once, and they can be restarted one after another under the eyes of users.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class TwoNodesCrash {

    private static final Logger LOG = LoggerFactory.getLogger(TwoNodesCrash.class);
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final AtomicInteger SERIAL = new AtomicInteger();

    private static Cluster cluster;
    private static StaffAtWork staff;

    @BeforeAll
    static void start() {
        cluster = Cluster.start(2, "--polisflow.node.drain=3s");
        staff = StaffAtWork.at(cluster.address(), cluster.outside().address(), 2);
    }

    @AfterAll
    static void stop() {
        staff.close();
        cluster.close();
    }

    private static JdbcTemplate database() {
        return cluster.database().jdbc();
    }

    private static long count(String sql, Object... arguments) {
        return database().queryForObject(sql, Long.class, arguments);
    }

    private static int port(Node node) {
        return node.address().getPort();
    }

    private static HttpRequest.Builder as(String user, URI address) {
        return HttpRequest.newBuilder(address).timeout(PATIENCE).header("Authorization", Desk.basic(user, user));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
        return HTTP.send(request.build(), BodyHandlers.ofString());
    }

    private static HttpResponse<String> webForm() throws Exception {
        int serial = SERIAL.getAndIncrement();
        return send(HttpRequest.newBuilder(cluster.address().resolve("/hooks/webform"))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(
                        JSON.writeValueAsString(StaffAtWork.form(serial, "two-nodes-" + UUID.randomUUID())))));
    }

    /** @return the number of a deal whose proposal waits for the underwriter's decision */
    private static String dealOnApproval() throws Exception {
        HttpResponse<String> accepted = webForm();
        assertThat(accepted.statusCode()).as(accepted.body()).isEqualTo(202);
        String request = JSON.readTree(accepted.body()).path("requestNumber").asText();
        await().atMost(PATIENCE)
                .pollInterval(Duration.ofMillis(500))
                .ignoreExceptionsInstanceOf(RestClientException.class)
                .until(() -> {
                    if (onApproval(request).isEmpty()) {
                        staff.turn();
                        return false;
                    }
                    return true;
                });
        return onApproval(request).get(0);
    }

    private static List<String> onApproval(String request) {
        return database()
                .queryForList(
                        "select d.number from insurance_request r join deal d on d.id = r.deal_id"
                                + " join ACT_RU_EXECUTION p on p.BUSINESS_KEY_ = d.number"
                                + " join ACT_RU_TASK t on t.PROC_INST_ID_ = p.ID_"
                                + " where r.number = ? and t.TASK_DEF_KEY_ = 'Task_CheckTariff'",
                        String.class,
                        request);
    }

    private static long proposalOf(String deal) {
        return count("select max(p.id) from proposal p join deal d on d.id = p.deal_id where d.number = ?", deal);
    }

    @Test
    @Order(1)
    void whoSignedOnOnceWorksOnBothNodes() throws Exception {
        Desk manager = new Desk(cluster.address().getPort());
        manager.signOn("manager");
        for (int each = 0; each < 4; each++) {
            assertThat(manager.get("/crm/funnel").statusCode()).isEqualTo(200);
            assertThat(manager.get("/camunda/app/tasklist/default/").statusCode())
                    .isEqualTo(200);
            assertThat(manager.get("/camunda/api/engine/engine/default/task").statusCode())
                    .isEqualTo(200);
        }
        for (Node node : cluster.nodes()) {
            assertThat(new Desk(port(node), manager).get("/crm/funnel").statusCode())
                    .as(node.name())
                    .isEqualTo(200);
        }

        new Desk(port(cluster.node(0)), manager).post("/logout", Map.of());
        assertThat(new Desk(port(cluster.node(1)), manager).get("/crm/funnel").statusCode())
                .as("signed off at the other node")
                .isEqualTo(302);
    }

    @Test
    @Order(2)
    void aDecisionTakenAtOneNodeReachesWhoWatchesAtTheOtherAlsoAfterItsConnectionWasCut() throws Exception {
        String deal = dealOnApproval();
        List<String> heard = watch(cluster.node(1), proposalOf(deal));
        await().atMost(PATIENCE).untilAsserted(() -> assertThat(last(heard)).contains("\"state\":\"OPEN\""));

        try (StaffAtWork atTheFirst =
                StaffAtWork.at(cluster.node(0).address(), cluster.outside().address(), 1)) {
            atTheFirst.turn();
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(last(heard)).containsOnlyOnce("\"state\":\"APPROVED\""));

            cluster.database().cutConnections(cluster.node(1).name());
            await().atMost(PATIENCE)
                    .ignoreExceptionsInstanceOf(RestClientException.class)
                    .until(() -> {
                        atTheFirst.turn();
                        return last(heard).split("\"state\":\"APPROVED\"").length > 2;
                    });
            await("the nodes have connections again")
                    .atMost(PATIENCE)
                    .until(() -> webForm().statusCode() == 202);
        }
    }

    private static List<String> watch(Node node, long proposal) {
        List<String> heard = new CopyOnWriteArrayList<>();
        HTTP.sendAsync(
                        as("supervisor", node.address().resolve("/api/proposals/" + proposal + "/approval/events"))
                                .build(),
                        BodyHandlers.ofLines())
                .thenAccept(stream -> stream.body().forEach(heard::add));
        return heard;
    }

    private static String last(List<String> heard) {
        return heard.stream().filter(line -> line.startsWith("data:")).reduce("", (former, latter) -> latter);
    }

    @Test
    @Order(3)
    void aTableThatIsDeployedAtOneNodeIsInForceAtTheOther() throws Exception {
        String deal = dealOnApproval();
        URI page = cluster.node(1).address().resolve("/crm/deals/" + deal);
        assertThat(send(as("supervisor", page)).body())
                .containsPattern("value=\"postponed\" data-months=\"12\"|data-months=\"12\" value=\"postponed\"");

        String table = Files.readString(Path.of("bpmn/recontact-term.dmn"));
        int rule = table.indexOf("Postponed_Months");
        deploy(
                "recontact-term.dmn",
                table.substring(0, rule) + table.substring(rule).replaceFirst(">12<", ">3<"));

        assertThat(send(as("supervisor", page)).body())
                .containsPattern("value=\"postponed\" data-months=\"3\"|data-months=\"3\" value=\"postponed\"");
    }

    private static void deploy(String name, String content) throws Exception {
        Multipart deployment = new Multipart()
                .field("deployment-name", "Срок повторного контакта")
                .field("deployment-source", "Camunda Modeler")
                .file("data", name, content);
        HttpResponse<String> answer =
                send(deployment.in(as("analyst", cluster.node(0).address().resolve("/engine-rest/deployment/create"))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
    }

    @Test
    @Order(4)
    void aFileThatIsLeftAtOneNodeIsReadAtTheOther() throws Exception {
        String deal = dealOnApproval();
        String path = "/api/deals/" + deal + "/files";
        HttpResponse<String> kept = send(new Multipart()
                .file("file", "scan.pdf", "%PDF-1.4\n%%EOF\n")
                .in(as("supervisor", cluster.node(0).address().resolve(path))));
        assertThat(kept.statusCode()).as(kept.body()).isEqualTo(201);

        assertThat(send(as("supervisor", cluster.node(1).address().resolve(path)))
                        .body())
                .contains("scan.pdf");
    }

    @Test
    @Order(5)
    void eachLetterOfTheMailboxIsReadOnceAlsoWhenTheNodeThatReadsDies() throws Exception {
        long before = letters();
        for (int each = 0; each < 5; each++) {
            write("a" + each);
        }
        await().atMost(PATIENCE).until(() -> letters() >= before + 5);

        cluster.node(0).kill();
        for (int each = 0; each < 5; each++) {
            write("b" + each);
        }
        await().atMost(PATIENCE).until(() -> letters() >= before + 10);
        cluster.node(0).start();
        cluster.node(0).awaitReady();
        bothInUse();

        write("c");
        await().atMost(PATIENCE).until(() -> letters() >= before + 11);
        assertThat(letters()).isEqualTo(before + 11);
        await("the last letter is told of")
                .atMost(PATIENCE)
                .until(() -> told("= (select number from insurance_request"
                                + " where channel = 'EMAIL' order by id desc limit 1)")
                        == 1);
        // A node that is killed may not have told of its last ones.
        assertThat(told("is not null")).as("nobody has fetched one twice").isBetween(1L, 11L);
        assertThat(count("select count(*) - count(distinct answer) from exchange where operation = 'letter'"))
                .isZero();
    }

    private static void write(String id) throws Exception {
        HttpResponse<String> answer =
                send(HttpRequest.newBuilder(cluster.outside().address().resolve("/sandbox/mail/send"))
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(JSON.writeValueAsString(Map.of(
                                "from", "client-" + id + "@client.example",
                                "subject", "Заявка " + id,
                                "text", "Прошу рассчитать страхование склада",
                                "messageId", "<" + id + "@client.example>")))));
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(202);
    }

    private static long letters() {
        return count("select count(*) from insurance_request where channel = 'EMAIL'");
    }

    /** @param which number of a request */
    private static long told(String which) {
        return count("select count(*) from exchange where operation = 'letter' and answer " + which);
    }

    private static void bothInUse() {
        await().atMost(PATIENCE).until(() -> cluster.balancer().inUse().size() == 2);
    }

    @Test
    @Order(6)
    void nodesAreRestartedOneAfterAnotherAndNoUserSeesIt() throws Exception {
        String deal = dealOnApproval();
        try (SteadyUsers users = SteadyUsers.at(cluster.address(), deal, TwoNodesCrash::webForm)) {
            for (Node node : cluster.nodes()) {
                users.awaitMore(20);
                node.stop();
                users.awaitMore(20);
                node.start();
                node.awaitReady();
                bothInUse();
            }
            users.awaitMore(40);
            users.stop();
            LOG.info("{} requests while both nodes were restarted", users.requests());
            assertThat(users.failures()).isEmpty();
        }
        await("locks that stopped nodes have left")
                .atMost(Duration.ofSeconds(60))
                .until(() -> count("select count(*) from ACT_RU_JOB where LOCK_OWNER_ is not null") == 0);
    }

    @Test
    @Order(7)
    void nodesThatStartAtTheSameMomentOnAnEmptyDatabaseMakeEverythingOnce() {
        cluster.nodes().forEach(Node::stop);
        database().execute("drop schema public cascade");
        database().execute("create schema public");

        cluster.nodes().forEach(Node::start);
        cluster.nodes().forEach(Node::awaitReady);

        assertThat(count("select count(*) from ACT_RE_DEPLOYMENT")).isEqualTo(1);
        assertThat(count("select count(*) from ACT_RE_PROCDEF where VERSION_ > 1"))
                .isZero();
        assertThat(count("select count(*) from ACT_RE_DECISION_DEF where VERSION_ > 1"))
                .isZero();
        assertThat(count("select count(*) - count(distinct NAME_) from ACT_RU_FILTER"))
                .isZero();
        assertThat(count("select count(*) from ACT_RU_FILTER")).isPositive();
        assertThat(count("select count(*) from ACT_ID_USER where ID_ in ('manager', 'supervisor')"))
                .isEqualTo(2);
        assertThat(count("select count(*) from branch")).isEqualTo(1);
    }
}
