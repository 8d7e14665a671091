package io.polisflow.fuzz;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.authentication;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;

import com.zaxxer.hikari.HikariDataSource;
import io.polisflow.process.ProcessTest;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.security.core.Authentication;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.MvcResult;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;
import org.springframework.web.context.WebApplicationContext;

/**
 * Throws malformed requests at every address of ours, as everybody, and looks after each at what it did.
 *
 * <p>{@code -Dpolisflow.fuzz.seed=} repeats a run or begins another, {@code -Dpolisflow.fuzz.requests=} makes it longer; the share that
 * a real server reads is {@code MalformedTrafficTest}'s.
 */
@AutoConfigureMockMvc
class MalformedRequestsTest extends ProcessTest {

    private static final long SEED = Long.getLong("polisflow.fuzz.seed", 20261129L);
    private static final int REQUESTS = Integer.getInteger("polisflow.fuzz.requests", 44_000);

    private static final List<String> PEOPLE =
            List.of("manager", "manager2", "underwriter", "lawyer", "head", "supervisor", "analyst", "admin");

    /** What keeps a record of refusals and of what was looked at, on purpose, and figures worked out when somebody looks. */
    private static final Pattern NOTES =
            Pattern.compile("EXCHANGE|RECORDING_LISTENING|KNOWLEDGE_USE|WORK_EXPORT|TAKEN_.*|"
                    + "SPRING_SESSION.*|SIGN_ON.*|AUDIT.*|ACT_RU_METER_LOG|ACT_GE_PROPERTY");

    private static final Set<String> LOOKING = Set.of("GET", "HEAD", "OPTIONS");

    /** So many that changed nothing, we hope, are looked at together: looking costs more than most of them. */
    private static final int TOGETHER = 40;

    /** Pages, and what works for long, cost most: they come once in so many rounds. */
    private static final int SELDOM = 16;

    private static final Pattern LONG_WORK =
            Pattern.compile("/crm/models.*|/api/models.*|/crm/clients/imports|/hooks/webform");

    @Autowired
    private WebApplicationContext application;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private HikariDataSource pool;

    private final Map<String, String> found = new TreeMap<>();
    private final Map<String, Integer> count = new TreeMap<>();
    private final Map<Integer, Integer> statuses = new TreeMap<>();
    private final List<String> unwatched = new ArrayList<>();

    @Test
    void noMalformedRequestBreaksShowsOrHalfDoesAnything() {
        System.out.println("polisflow.fuzz.seed=" + SEED);
        HostileValues values = new HostileValues(new Random(SEED));
        String deal = dealOf(webForm(freshInn()));
        propose(deal, 5);
        MockMvc web = OurWeb.of(application);
        Map<String, Authentication> people = OurWeb.signedOn(application, PEOPLE);
        List<Endpoint> endpoints = inTurn(Endpoint.of(OurWeb.mappings(application)));
        BusinessTables tables = new BusinessTables(jdbc);
        List<String> before = instancesWithoutBusiness();
        long began = System.nanoTime();
        try {
            RequestMaker maker = new RequestMaker(values, new KnownThings(jdbc, deal));
            for (int i = 0; i < REQUESTS; i++) {
                Endpoint endpoint = endpoints.get(i % endpoints.size());
                attack(web, endpoint, signed(maker.request(endpoint), people, values), tables);
            }
            watch(tables, "");
            assertThat(instancesWithoutBusiness())
                    .as("instances without deal or request")
                    .isEqualTo(before);
        } finally {
            tables.restore();
        }
        System.out.println("seconds " + (System.nanoTime() - began) / 1_000_000_000 + ", answers " + statuses);
        found.forEach((what, how) -> System.out.println("FOUND " + count.get(what) + " " + what + "\n   " + how));

        assertThat(found).isEmpty();
        assertThat(statuses.keySet()).as("it got everywhere").contains(200, 302, 400, 401, 403, 404, 405, 406, 415);
    }

    private static List<Endpoint> inTurn(List<Endpoint> all) {
        List<Endpoint> turns = new ArrayList<>();
        for (int round = 0; round < SELDOM; round++) {
            int now = round;
            all.stream()
                    .filter(each ->
                            each.changes() && !LONG_WORK.matcher(each.pattern()).matches()
                                    || Math.floorMod(each.toString().hashCode(), SELDOM) == now)
                    .forEach(turns::add);
        }
        return turns;
    }

    private static MockHttpServletRequestBuilder signed(
            MockHttpServletRequestBuilder request, Map<String, Authentication> people, HostileValues values) {
        if (values.sometimes(88)) {
            request.with(authentication(people.get(values.pick(PEOPLE))));
        }
        return values.sometimes(95) ? request.with(csrf()) : request;
    }

    private void attack(MockMvc web, Endpoint endpoint, MockHttpServletRequestBuilder request, BusinessTables tables) {
        try {
            MvcResult result = web.perform(request).andReturn();
            MockHttpServletResponse answer = result.getResponse();
            int status = answer.getStatus();
            statuses.merge(status, 1, Integer::sum);
            Map<String, List<String>> headers = new LinkedHashMap<>();
            answer.getHeaderNames().forEach(name -> headers.put(name, answer.getHeaders(name)));
            String sent = told(result.getRequest());
            Suspicions.of(status, headers, answer.getContentAsByteArray())
                    .forEach(wrong -> note(endpoint + ": " + wrong, sent));
            if (String.valueOf(answer.getContentType()).contains("html")
                    && !endpoint.pattern().startsWith("/swagger-ui")
                    && Suspicions.isInline(answer.getContentAsString(StandardCharsets.UTF_8))) {
                note(endpoint + ": a script or style between the lines", sent);
            }
            unwatched.add(endpoint + " " + status + " " + sent);
            boolean looked = LOOKING.contains(result.getRequest().getMethod());
            if (!looked && status < 400 || isHandedOut(endpoint, status)) {
                // What has been done by right is the state of things from here on; what came before it is judged first.
                unwatched.remove(unwatched.size() - 1);
                tables.changed();
                unwatched.clear();
            } else if (!looked && status != 401 && status != 403 || unwatched.size() >= TOGETHER) {
                if (!isKeptOnPurpose(endpoint, status)) {
                    watch(tables, endpoint + " " + status);
                } else {
                    tables.changed();
                }
                unwatched.clear();
            }
        } catch (Exception | LinkageError | StackOverflowError thrown) {
            noteThrown(endpoint, thrown);
        }
        if (isBusy()) {
            note(endpoint + ": leaves a connection open", "");
        }
    }

    /** Who has taken the signed documents stands in the deal's history. */
    private static boolean isHandedOut(Endpoint endpoint, int status) {
        return endpoint.pattern().equals("/crm/contracts/{id}/signed.zip") && status == 200;
    }

    /** Whatever a known site sends is kept, also what has to be refused: a person reads it. */
    private static boolean isKeptOnPurpose(Endpoint endpoint, int status) {
        return endpoint.pattern().equals("/hooks/webform") && (status == 400 || status == 422);
    }

    private void watch(BusinessTables tables, String endpoint) {
        Map<String, String> changed = new TreeMap<>(tables.changed());
        changed.keySet().removeIf(table -> NOTES.matcher(table).matches());
        if (!changed.isEmpty()) {
            note(
                    "refused or only looked at, but changed " + changed.keySet() + " " + endpoint,
                    unwatched + " " + changed);
        }
    }

    private List<String> instancesWithoutBusiness() {
        return jdbc.queryForList(
                """
                select distinct e.business_key_ from act_ru_execution e
                where e.business_key_ is not null and e.parent_id_ is null
                and e.business_key_ not in (select number from deal)
                and e.business_key_ not in (select number from insurance_request)
                and (e.business_key_ like 'D-%' or e.business_key_ like 'R-%')
                order by 1""",
                String.class);
    }

    /** Our own threads, too, use a connection now and then, and give it back; what is forgotten stays open for ever. */
    private boolean isBusy() {
        for (int i = 0; i < 1000 && pool.getHikariPoolMXBean().getActiveConnections() > 0; i++) {
            Thread.onSpinWait();
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        return pool.getHikariPoolMXBean().getActiveConnections() > 0;
    }

    private void noteThrown(Endpoint endpoint, Throwable thrown) {
        Throwable cause = thrown;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        String where = Arrays.stream(cause.getStackTrace())
                .map(StackTraceElement::toString)
                .filter(frame -> frame.contains("io.polisflow") && !frame.contains("fuzz"))
                .findFirst()
                .orElse(cause.getStackTrace().length == 0 ? "" : cause.getStackTrace()[0].toString());
        note(
                endpoint + ": " + cause.getClass().getSimpleName() + " at " + where,
                cut(cause.getMessage() + " " + Arrays.asList(cause.getStackTrace())));
    }

    private void note(String what, String how) {
        found.putIfAbsent(what, cut(how));
        count.merge(what, 1, Integer::sum);
    }

    private static String told(MockHttpServletRequest request) {
        byte[] body = request.getContentAsByteArray();
        return request.getRemoteUser() + " " + request.getMethod() + " " + cut(request.getRequestURI()) + "?"
                + cut(String.valueOf(request.getQueryString())) + " "
                + (body == null ? "" : cut(new String(body, StandardCharsets.UTF_8)));
    }

    private static String cut(String text) {
        return text.length() > 600 ? text.substring(0, 600) + "…" : text;
    }
}
