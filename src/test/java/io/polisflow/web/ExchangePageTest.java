package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.exchange.Exchange;
import io.polisflow.crm.exchange.Exchange.Direction;
import io.polisflow.crm.exchange.Exchange.Outcome;
import io.polisflow.crm.exchange.ExchangeJournal;
import io.polisflow.fixtures.PlantedDeadline;
import io.polisflow.process.ProcessTest;
import java.util.List;
import org.awaitility.Awaitility;
import org.camunda.bpm.engine.AuthorizationException;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** What the deal's page tells of outside systems: what went over the wire, what has stuck, and trying it again. */
@AutoConfigureMockMvc
class ExchangePageTest extends ProcessTest {

    private static final String STEP = "Task_CheckRegistry";

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private ExchangeJournal exchanges;

    private String deal;
    private String owner;

    @BeforeEach
    void aDeal() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
    }

    private ResultActions page(String path) throws Exception {
        return web.perform(get(path).with(httpBasic(owner, owner)));
    }

    private ResultActions retry(String user) throws Exception {
        return web.perform(post("/api/deals/" + deal + "/retry")
                .with(httpBasic(user, user))
                .contentType(MediaType.APPLICATION_JSON)
                .content("{}"));
    }

    private Exchange keep(String subject, Exchange exchange) {
        long before = exchanges.of(List.of(subject), 0, 1).getTotalElements();
        exchanges.keep(exchange);
        Awaitility.await().until(() -> exchanges.of(List.of(subject), 0, 1).getTotalElements() > before);
        return exchanges.of(List.of(subject), 0, 1).getContent().get(0);
    }

    private Exchange asked(String subject) {
        return new Exchange(clock.instant(), subject, Direction.OUT, "registry", "req")
                .asked("GET /api3/req?key=***", "<b>кто это</b>");
    }

    private void letItFail() {
        registry.down();
        assertThat(catchThrowable(() -> runJob(deal, STEP))).isNotNull();
        registry.up();
    }

    @Test
    void theDealTellsWhatWentOverTheWireAlsoBeforeThereWasADeal() throws Exception {
        page("/crm/deals/" + deal).andExpect(content().string(containsString("ещё не говорили")));
        keep(deal, asked(deal).failed("registry: no answer in time to req", 3000));
        String request =
                transaction.execute(status -> requests.of(deal(deal)).get(0).number());
        Exchange earlier = keep(request, asked(request).answered(Outcome.OK, 200, "[]", 40));

        page("/crm/deals/" + deal)
                .andExpect(content().string(containsString("сбой: не ответил вовремя")))
                .andExpect(content().string(containsString("ответ получен 200")))
                .andExpect(content().string(not(containsString("кто это"))));
        page("/crm/deals/" + deal + "/exchange/" + earlier.id())
                .andExpect(content().string(containsString("GET /api3/req?key=***")))
                .andExpect(content().string(containsString("&lt;b&gt;кто это&lt;/b&gt;")));
        page("/crm/deals/" + deal + "/exchange").andExpect(content().string(containsString("ответ получен 200")));
    }

    /** What the adapters say of a fault is for the log; a person reads what it means. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "registry: no answer to req|нет связи",
                "registry: no whole answer in time to req|ответ не пришёл целиком вовремя",
                "registry: oversized answer to req|слишком большой ответ",
                "registry: the answer to req is broken JSON|ответ не читается",
                "registry: cannot ask req (IllegalArgumentException)|неверный адрес в настройках",
                "mail: the SMTP server did not take <1@polisflow.example>|письмо не принято"
            })
    void aFaultIsSaidInPlainWords(String fault, String words) throws Exception {
        keep(deal, asked(deal).failed(fault, 3000));

        page("/crm/deals/" + deal).andExpect(content().string(containsString("сбой: " + words)));
    }

    @Test
    void anExchangeOfAnotherDealIsNotToldUnderThisOne() throws Exception {
        String other = dealOf(webForm(freshInn()));
        Exchange foreign = keep(other, asked(other).answered(Outcome.OK, 200, "[]", 40));

        page("/crm/deals/" + deal + "/exchange/" + foreign.id()).andExpect(status().isNotFound());
    }

    @Test
    void aStepThatAFaultHasStoppedIsTriedAgainAtOnce() throws Exception {
        letItFail();
        page("/crm/deals/" + deal)
                .andExpect(content().string(containsString("не отвечает реестр компаний")))
                .andExpect(content().string(containsString("Повторить сейчас")));
        assertThat(job(deal, STEP).getDuedate()).isAfter(ClockUtil.getCurrentTime());

        retry(owner).andExpect(status().isNoContent());

        assertThat(job(deal, STEP).getDuedate()).isBeforeOrEqualTo(ClockUtil.getCurrentTime());
        assertThat(history(deal)).anyMatch(text -> text.startsWith("Повторить сейчас: "));
        runJob(deal, STEP);
        retry(owner)
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("Повторять нечего")));
    }

    @Test
    void aStepWhoseAttemptsAreUsedUpGetsNewOnes() throws Exception {
        letItFail();
        management.setJobRetries(job(deal, STEP).getId(), 0);
        assertThat(runtime.createIncidentQuery()
                        .activityId(STEP)
                        .processInstanceId(job(deal, STEP).getProcessInstanceId())
                        .count())
                .isEqualTo(1);
        page("/crm/deals/" + deal).andExpect(content().string(containsString("Попытки исчерпаны")));

        retry("head").andExpect(status().isNoContent());

        Job job = job(deal, STEP);
        assertThat(job.getRetries()).isPositive();
        assertThat(runtime.createIncidentQuery()
                        .processInstanceId(job.getProcessInstanceId())
                        .count())
                .isZero();
    }

    /** Cockpit asks the engine in the name of who is signed on, so what the engine grants is what its button does. */
    @Test
    void aSupervisorGivesNewAttemptsInCockpitAndAManagerDoesNot() throws Exception {
        letItFail();
        String job = job(deal, STEP).getId();
        management.setJobRetries(job, 0);

        identity.setAuthentication(owner, List.of("sales"));
        assertThat(catchThrowable(() -> management.setJobRetries(job, 3))).isInstanceOf(AuthorizationException.class);
        identity.setAuthentication("supervisor", List.of("supervisors"));
        assertThat(runtime.createIncidentQuery().configuration(job).count()).isOne();
        management.setJobRetries(job, 3);
        assertThat(runtime.createIncidentQuery().configuration(job).count()).isZero();
        identity.clearAuthentication();

        runJob(deal, STEP);
        page("/crm/deals/" + deal).andExpect(content().string(not(containsString("не отвечает реестр компаний"))));
    }

    @Test
    void whoMayOnlyLookDoesNotTryAgain() throws Exception {
        letItFail();
        String other = owner.equals("manager") ? "manager2" : "manager";

        retry(other).andExpect(status().isNotFound());
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        retry("lawyer").andExpect(status().isForbidden());
        web.perform(get("/crm/deals/" + deal).with(httpBasic("lawyer", "lawyer")))
                .andExpect(status().isOk())
                .andExpect(content().string(not(containsString("Повторить сейчас"))));
    }
}
