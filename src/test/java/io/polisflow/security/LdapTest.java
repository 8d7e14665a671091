package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import com.unboundid.ldap.listener.InMemoryDirectoryServer;
import com.unboundid.ldap.listener.InMemoryDirectoryServerConfig;
import com.unboundid.ldap.listener.InMemoryListenerConfig;
import com.unboundid.ldap.sdk.LDAPException;
import com.unboundid.util.ssl.KeyStoreKeyManager;
import com.unboundid.util.ssl.SSLUtil;
import io.polisflow.crm.deal.Staff;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.context.ActiveProfiles;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.test.context.TestPropertySource;
import org.springframework.test.util.TestSocketUtils;

/** Proves against a directory in memory that its people sign on, are known before, change and go, and that its silence throws nobody out. */
@ActiveProfiles("ldap")
@TestPropertySource(
        properties = {
            "spring.datasource.url=jdbc:h2:mem:ldap;DB_CLOSE_DELAY=-1",
            "polisflow.ldap.base=dc=company,dc=example",
            "polisflow.ldap.bind-dn=cn=reader,dc=company,dc=example",
            "polisflow.ldap.bind-password=reads-only",
            "polisflow.ldap.people.base=ou=people",
            "polisflow.ldap.groups.base=ou=groups",
            "polisflow.ldap.groups.mapping.insurance-sellers=sales",
            "polisflow.ldap.connect-timeout=1s",
            "polisflow.ldap.first-after=1h",
            "polisflow.admin.username=chief",
            "polisflow.admin.password=violet-harbour-lamp"
        })
class LdapTest extends SecurityTest {

    private static final String BASE = "dc=company,dc=example";
    private static final InMemoryDirectoryServer DIRECTORY = server();

    @Autowired
    private DirectoryRounds rounds;

    @Autowired
    private IdentityService identity;

    @Autowired
    private Staff staff;

    @Autowired
    private JdbcTemplate jdbc;

    private static InMemoryDirectoryServer server() {
        try {
            InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
            // The same after a silence.
            config.setListenerConfigs(
                    InMemoryListenerConfig.createLDAPConfig("plain", TestSocketUtils.findAvailableTcpPort()));
            config.addAdditionalBindCredentials("cn=reader," + BASE, "reads-only");
            config.setAuthenticationRequiredOperationTypes(com.unboundid.ldap.sdk.OperationType.SEARCH);
            InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
            server.startListening();
            return server;
        } catch (LDAPException e) {
            throw new IllegalStateException(e);
        }
    }

    @DynamicPropertySource
    static void directory(DynamicPropertyRegistry registry) {
        registry.add("polisflow.ldap.urls", LdapTest::url);
    }

    private static String url() {
        return "ldap://localhost:" + DIRECTORY.getListenPort();
    }

    @AfterAll
    static void directoryLeaves() {
        DIRECTORY.shutDown(true);
    }

    @BeforeEach
    void theCompany() throws Exception {
        DIRECTORY.clear();
        DIRECTORY.add("dn: " + BASE, "objectClass: domain", "dc: company");
        DIRECTORY.add("dn: ou=people," + BASE, "objectClass: organizationalUnit", "ou: people");
        DIRECTORY.add("dn: ou=groups," + BASE, "objectClass: organizationalUnit", "ou: groups");
        hire("i.petrova", "Ирина", "Петрова");
        hire("o.lebedev", "Олег", "Лебедев");
        hire("accountant", "Анна", "Счётная");
        group("insurance-sellers", "i.petrova");
        group("heads", "o.lebedev");
        group("payroll", "accountant");
        jdbc.update("update directory_round set taken_until = timestamp with time zone '2000-01-01 00:00:00+00'");
        assertThat(round()).isTrue();
    }

    @Test
    void peopleAreKnownBeforeTheyFirstSignOnAndOthersAreNot() {
        assertThat(staff.membersOf("sales")).extracting(Staff.Employee::name).contains("Ирина Петрова");
        assertThat(identity.createUserQuery().userId("o.lebedev").singleResult().getEmail())
                .isEqualTo("o.lebedev@company.example");
        assertThat(groupsOf("o.lebedev")).containsExactly("heads");
        assertThat(identity.createUserQuery().userId("accountant").count()).isZero();
    }

    @Test
    void theirPasswordOfTheDirectoryOpensEverything() throws Exception {
        assertThat(Desk.location(desk().signOn("i.petrova", "wrong"))).endsWith("/login?error");
        assertThat(Desk.location(desk().signOn("i.petrova", ""))).endsWith("/login?error");
        assertThat(Desk.location(desk().signOn("nobody", "secret-of-nobody"))).endsWith("/login?error");

        assertThat(Desk.location(desk().signOn("I.Petrova", "secret-of-i.petrova")))
                .endsWith("/");
        assertThat(desk().get("/crm/probe").body()).isEqualTo("i.petrova Ирина Петрова [sales]");
        assertThat(desk().get("/camunda/api/engine/engine/default/task").statusCode())
                .isEqualTo(200);
        assertThat(basic("/engine-rest/process-definition", "i.petrova").statusCode())
                .isEqualTo(200);
        assertThat(basic("/api/probe", "o.lebedev").body()).startsWith("o.lebedev");
    }

    @Test
    void whoHasNoneOfOurGroupsIsToldSo() throws Exception {
        assertThat(Desk.location(desk().signOn("accountant", "secret-of-accountant")))
                .endsWith("/login?nogroup");
        assertThat(identity.createUserQuery().userId("accountant").count()).isZero();
    }

    @Test
    void anotherNameGroupOrNoneAtAllArrivesWithTheNextRound() throws Exception {
        desk().signOn("i.petrova", "secret-of-i.petrova");
        Desk head = new Desk(port());
        head.signOn("o.lebedev", "secret-of-o.lebedev");

        DIRECTORY.modify("dn: " + dn("i.petrova"), "changetype: modify", "replace: sn", "sn: Сидорова");
        DIRECTORY.modify(
                "dn: cn=heads,ou=groups," + BASE,
                "changetype: modify",
                "replace: member",
                "member: " + dn("i.petrova"));
        DIRECTORY.delete(dn("o.lebedev"));
        assertThat(round()).as("so soon").isFalse();
        clock().move(Duration.ofMinutes(10));
        assertThat(round()).isTrue();

        assertThat(desk().get("/api/probe").body()).isEqualTo("i.petrova Ирина Сидорова [heads, sales]");
        assertThat(head.get("/api/probe").statusCode()).isEqualTo(403);
        assertThat(groupsOf("o.lebedev")).isEmpty();
        assertThat(identity.createUserQuery().userId("o.lebedev").singleResult().getLastName())
                .isEqualTo("Лебедев");
    }

    @Test
    void aLoginIsNoFilter() throws Exception {
        for (String login :
                List.of("*", "i.petrov*", "i.petrova)(uid=*", "*)(|(uid=*", "i.petrova\\2a", "x)(objectClass=*")) {
            assertThat(Desk.location(desk().signOn(login, "secret-of-i.petrova")))
                    .as(login)
                    .endsWith("/login?error");
        }
    }

    @Test
    void theSameLockGuardsThePasswordsOfTheDirectory() throws Exception {
        for (int attempt = 1; attempt < 5; attempt++) {
            assertThat(Desk.location(desk().signOn("i.petrova", "wrong"))).endsWith("/login?error");
        }
        assertThat(Desk.location(desk().signOn("i.petrova", "wrong"))).endsWith("/login?closed");
        assertThat(Desk.location(desk().signOn("i.petrova", "secret-of-i.petrova")))
                .endsWith("/login?closed");
    }

    @Test
    void aSilentDirectoryIsSaidAndThrowsNobodyOut() throws Exception {
        desk().signOn("i.petrova", "secret-of-i.petrova");
        int port = DIRECTORY.getListenPort();
        DIRECTORY.shutDown(true);
        try {
            Desk late = new Desk(port());
            assertThat(Desk.location(late.signOn("o.lebedev", "secret-of-o.lebedev")))
                    .endsWith("/login?directory");
            assertThat(late.get("/login?directory").body()).contains("Каталог сотрудников сейчас не отвечает");
            assertThat(basic("/api/probe", "o.lebedev").statusCode()).isEqualTo(503);
            clock().move(Duration.ofMinutes(11));
            assertThat(round()).isFalse();
            assertThat(desk().get("/api/probe").body()).endsWith("[sales]");
            assertThat(Desk.location(late.signOn("chief", "violet-harbour-lamp")))
                    .endsWith("/");
        } finally {
            DIRECTORY.startListening();
            assertThat(DIRECTORY.getListenPort()).isEqualTo(port);
        }
    }

    @Test
    void anEmptyDirectoryIsTakenForAMistake() throws Exception {
        for (String each : List.of("i.petrova", "o.lebedev", "accountant")) {
            DIRECTORY.delete(dn(each));
        }
        clock().move(Duration.ofMinutes(10));
        assertThat(round()).isFalse();
        assertThat(groupsOf("i.petrova")).containsExactly("sales");
    }

    @Test
    void aCertificateThatTheJvmTrustsIsSpokenToAndAnotherIsNot(@TempDir Path folder) throws Exception {
        InMemoryDirectoryServer server = behindTls(folder);
        try {
            String ldaps = "ldaps://localhost:" + server.getListenPort("tls");
            String startTls = "ldap://localhost:" + server.getListenPort("startTls");
            String wrongName = ldaps.replace("localhost", "127.0.0.1");

            List<String> trusting = StaffReader.read(folder, ldaps, startTls, wrongName);
            assertThat(trusting.subList(0, 2)).containsOnly("accountant i.petrova o.lebedev");
            assertThat(trusting.get(2)).contains("No subject alternative names");

            assertThat(StaffReader.read(null, ldaps, startTls)).hasSize(2).allSatisfy(refusal -> assertThat(refusal)
                    .contains("certification path"));
        } finally {
            server.shutDown(true);
        }
    }

    /** The same company, with a certificate that the folder vouches for. */
    private static InMemoryDirectoryServer behindTls(Path folder) throws Exception {
        SSLUtil ssl = new SSLUtil(
                new KeyStoreKeyManager(
                        StaffReader.certify(folder).toString(),
                        StaffReader.STORE_PASSWORD.toCharArray(),
                        "PKCS12",
                        null),
                null);
        InMemoryDirectoryServerConfig config = new InMemoryDirectoryServerConfig(BASE);
        config.addAdditionalBindCredentials("cn=reader," + BASE, "reads-only");
        config.setListenerConfigs(
                InMemoryListenerConfig.createLDAPSConfig("tls", 0, ssl.createSSLServerSocketFactory()),
                InMemoryListenerConfig.createLDAPConfig("startTls", null, 0, ssl.createSSLSocketFactory()));
        InMemoryDirectoryServer server = new InMemoryDirectoryServer(config);
        String people = folder.resolve("company.ldif").toString();
        DIRECTORY.exportToLDIF(people, false, false);
        server.importFromLDIF(true, people);
        server.startListening();
        return server;
    }

    private boolean round() {
        return rounds.round();
    }

    private static String dn(String login) {
        return "uid=" + login + ",ou=people," + BASE;
    }

    private static void hire(String login, String first, String last)
            throws LDAPException, com.unboundid.ldif.LDIFException {
        DIRECTORY.add(
                "dn: " + dn(login),
                "objectClass: inetOrgPerson",
                "uid: " + login,
                "cn: " + login,
                "givenName: " + first,
                "sn: " + last,
                "mail: " + login + "@company.example",
                "userPassword: secret-of-" + login);
    }

    private static void group(String name, String member) throws LDAPException, com.unboundid.ldif.LDIFException {
        DIRECTORY.add(
                "dn: cn=" + name + ",ou=groups," + BASE,
                "objectClass: groupOfNames",
                "cn: " + name,
                "member: " + dn(member).replace("uid=", "UID=").replace(",ou", ", ou"));
    }

    private List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(Group::getId)
                .toList();
    }

    private HttpResponse<String> basic(String path, String user) throws Exception {
        return new Desk(port())
                .send(desk().request(path).header("Authorization", Desk.basic(user, "secret-of-" + user)));
    }
}
