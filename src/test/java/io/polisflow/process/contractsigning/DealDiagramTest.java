package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.hamcrest.Matchers.containsString;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.httpBasic;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.deal.Loss;
import io.polisflow.fixtures.FlowRecorder;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.models.DealDiagram;
import io.polisflow.process.models.DealDiagram.Mark;
import io.polisflow.process.models.DealDiagram.Run;
import io.polisflow.process.models.DealDiagram.Step;
import io.polisflow.process.models.DealDiagram.Token;
import io.polisflow.process.models.DealDiagrams;
import io.polisflow.process.negotiation.Negotiation;
import io.polisflow.process.policyissue.PolicyIssue;
import io.polisflow.process.proposalapproval.ProposalApproval;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** The deal on its models: where its tokens stand, what has passed and by which way, and who may see it. */
@AutoConfigureMockMvc
class DealDiagramTest extends ContractSigningTest {

    private static final RequestPostProcessor SUPERVISOR = httpBasic("supervisor", "supervisor");

    @Autowired
    private DealDiagrams diagrams;

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private DealDiagram frame() {
        return diagrams.of(deal, null).orElseThrow();
    }

    private DealDiagram of(String process) {
        return diagrams.of(deal, run(process).id()).orElseThrow();
    }

    private Run run(String process) {
        return frame().runs().stream()
                .filter(run -> run.process().equals(process))
                .reduce((one, later) -> later)
                .orElseThrow();
    }

    private static Mark mark(DealDiagram diagram, String element) {
        return diagram.marks().stream()
                .filter(mark -> mark.element().equals(element))
                .findFirst()
                .orElseThrow();
    }

    private static Token token(DealDiagram diagram, String element) {
        return diagram.tokens().stream()
                .filter(token -> token.element().equals(element))
                .findFirst()
                .orElseThrow();
    }

    /** Beside the request that is confirmed and looked up in the registry meanwhile. */
    private static List<String> standing(DealDiagram diagram) {
        return diagram.tokens().stream()
                .filter(token -> !token.run().process().equals("request-intake"))
                .map(token -> token.run().process() + " " + token.element())
                .toList();
    }

    private ResultActions ask(String path, RequestPostProcessor who) throws Exception {
        return web.perform(get(path).with(who));
    }

    /** The engine keeps no flows: what is told of them must be what its tokens really took. */
    private void everyRunIsToldByTheWayItTook() {
        for (Run run : frame().runs()) {
            assertThat(diagrams.of(deal, run.id()).orElseThrow().flows())
                    .as(run.name())
                    .containsExactlyInAnyOrderElementsOf(FlowRecorder.takenBy(run.id()));
        }
    }

    @Test
    void bothChecksOfAContractStandAtTheSameTime() {
        DealDiagram before = frame();
        assertThat(before.shown().process()).isEqualTo(Deal.KEY);
        assertThat(standing(before))
                .containsExactly(
                        "deal " + Deal.CALL_CONTRACT_SIGNING,
                        "contract-signing " + ContractSigning.TASK_PREPARE_CONTRACT);
        assertThat(mark(before, Deal.CALL_NEGOTIATION)).returns(1, Mark::passed).returns(0, Mark::current);
        assertThat(mark(before, Deal.CALL_CONTRACT_SIGNING))
                .returns(0, Mark::passed)
                .returns(1, Mark::current)
                .returns(run(ContractSigning.KEY).id(), Mark::called);
        clock.move(Duration.ofHours(1));
        prepare();

        DealDiagram after = of(ContractSigning.KEY);
        assertThat(standing(after))
                .containsExactly(
                        "deal " + Deal.CALL_CONTRACT_SIGNING,
                        "contract-signing " + ContractSigning.TASK_CHECK_RISK,
                        "contract-signing " + ContractSigning.TASK_CHECK_TERMS);
        assertThat(token(after, ContractSigning.TASK_CHECK_TERMS)).satisfies(token -> {
            assertThat(token.name()).isEqualTo("Проверить текст договора");
            assertThat(token.since().toInstant()).isEqualTo(clock.instant());
            assertThat(token.dueAt()).isAfter(token.since());
            assertThat(token.who()).isNull();
            assertThat(token.heldUp()).isNull();
        });
        assertThat(mark(after, ContractSigning.TASK_PREPARE_CONTRACT)).returns(1, Mark::passed);
        everyRunIsToldByTheWayItTook();

        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "pass"));
        assertThat(standing(of(ContractSigning.KEY)))
                .contains(
                        "contract-signing " + ContractSigning.GATEWAY_CHECKED,
                        "contract-signing " + ContractSigning.TASK_CHECK_RISK);
        everyRunIsToldByTheWayItTook();
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        check("underwriter", ContractSigning.TASK_CHECK_RISK);
        assertThat(mark(of(ContractSigning.KEY), ContractSigning.GATEWAY_CHECKED))
                .returns(2, Mark::passed)
                .returns(0, Mark::current);
        everyRunIsToldByTheWayItTook();
    }

    @Test
    void whatWasDoneTwiceIsCountedAndItsWayBackShown() {
        prepare();
        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "return", "comment", "Срок"));
        runJob(deal, ContractSigning.GATEWAY_CHECKED);
        check("underwriter", ContractSigning.TASK_CHECK_RISK);
        send();
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);

        DealDiagram contract = of(ContractSigning.KEY);
        assertThat(mark(contract, ContractSigning.TASK_PREPARE_CONTRACT)).returns(2, Mark::passed);
        assertThat(mark(contract, ContractSigning.CALL_POLICY_ISSUE))
                .as("each line's policy, not the body around them")
                .returns(2, Mark::passed)
                .returns(run(PolicyIssue.KEY).id(), Mark::called);
        assertThat(contract.flows()).contains("Flow_ChecksPassed_MergePrepare", "Flow_ChecksPassed_MakeDocument");
        assertThat(contract.passed())
                .filteredOn(step -> step.element().equals("Gateway_ChecksPassed"))
                .extracting(Step::answer)
                .containsExactly("нет", "да");
        assertThat(contract.runs())
                .filteredOn(run -> run.process().equals(PolicyIssue.KEY))
                .extracting(Run::turn)
                .containsExactly(1, 2);
        everyRunIsToldByTheWayItTook();
    }

    @Test
    void aCalledRunTellsItsStepsInOrderAndWhoDidThem() {
        DealDiagram proposal = of(ProposalPreparation.KEY);

        assertThat(proposal.shown().state()).isEqualTo(DealDiagram.State.COMPLETED);
        assertThat(proposal.shown().caller()).isEqualTo(frame().shown().id());
        assertThat(proposal.passed())
                .filteredOn(step -> step.who() != null)
                .allSatisfy(step -> {
                    assertThat(step.who().id()).isEqualTo(owner);
                    assertThat(step.who().name()).isNotBlank().isNotEqualTo(owner);
                    assertThat(step.endedAt()).isNotNull();
                })
                .extracting(Step::element)
                .containsExactly(
                        ProposalPreparation.TASK_ASSEMBLE_PROPOSAL,
                        ProposalPreparation.TASK_FILL_RISK_PARAMETERS,
                        ProposalPreparation.TASK_REVIEW_CALCULATION,
                        ProposalPreparation.TASK_SEND_PROPOSAL);
        Run approval = run(ProposalApproval.KEY);
        assertThat(mark(proposal, ProposalPreparation.CALL_PROPOSAL_APPROVAL).called())
                .isEqualTo(approval.id());
        assertThat(approval.caller()).isEqualTo(proposal.shown().id());
        assertThat(of(ProposalApproval.KEY).passed())
                .filteredOn(step -> step.element().equals(ProposalApproval.TASK_CHECK_TARIFF))
                .extracting(Step::name)
                .containsExactly("Проверить тариф");
        // The agreement by message ended the talks where they stood.
        assertThat(mark(of(Negotiation.KEY), Negotiation.TASK_TALK_TO_CLIENT))
                .returns(1, Mark::interrupted)
                .returns(0, Mark::passed);
        everyRunIsToldByTheWayItTook();
    }

    @Test
    void aStepThatFailsIsMarkedWithItsReasonUntilItIsDone() {
        send();
        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runJob(deal, ContractSigning.TASK_VERIFY_SIGNATURE);
        Token waiting = token(frame(), PolicyIssue.TASK_ORDER_POLICY);
        assertThat(waiting.heldUp()).isNull();
        assertThat(waiting.since())
                .as("waits for its job, so the history knows nothing of it")
                .isNotNull();
        policySystem.down();
        assertThatThrownBy(() -> runJob(deal, PolicyIssue.TASK_ORDER_POLICY)).hasMessageContaining("policy");

        assertThat(token(frame(), PolicyIssue.TASK_ORDER_POLICY).heldUp()).satisfies(heldUp -> {
            assertThat(heldUp.reason()).contains("учётная система полисов");
            assertThat(heldUp.nextAttempt()).isNotNull();
        });
        assertThat(mark(of(PolicyIssue.KEY), PolicyIssue.TASK_ORDER_POLICY))
                .returns(true, Mark::heldUp)
                .returns(1, Mark::current);
        management.setJobRetries(job(deal, PolicyIssue.TASK_ORDER_POLICY).getId(), 0);
        assertThat(token(frame(), PolicyIssue.TASK_ORDER_POLICY).heldUp().nextAttempt())
                .isNull();
        policySystem.up();
        runJob(deal, PolicyIssue.TASK_ORDER_POLICY);
        assertThat(frame().tokens()).extracting(Token::heldUp).containsOnlyNulls();
    }

    @Test
    void aPauseIsShownOnWhatItHolds() {
        as(owner, () -> dealProcess.pause(deal, LocalDate.of(2027, 1, 15), "Отпуск"));
        runJob(deal, Deal.TASK_SUSPEND_WORK);

        DealDiagram paused = of(ContractSigning.KEY);
        assertThat(paused.shown().state()).isEqualTo(DealDiagram.State.PAUSED);
        assertThat(mark(paused, ContractSigning.TASK_PREPARE_CONTRACT)).returns(true, Mark::paused);
        assertThat(token(paused, "Gateway_PauseOver")).satisfies(token -> {
            assertThat(token.paused()).isFalse();
            assertThat(token.dueAt().toLocalDate()).isEqualTo(LocalDate.of(2027, 1, 15));
        });
        everyRunIsToldByTheWayItTook();
    }

    @Test
    void aDealWithoutHistoryHasNothingToShowAndSaysSo() throws Exception {
        as(owner, () -> dealProcess.lose(deal, new Loss("price", "Дорого", null, null, 6)));
        runtime.createProcessInstanceQuery().processInstanceBusinessKey(deal).list().stream()
                .filter(instance -> runtime.createProcessInstanceQuery()
                                .processInstanceId(instance.getId())
                                .count()
                        > 0)
                .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "test"));
        assertThat(frame().tokens()).isEmpty();
        engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceBusinessKey(deal)
                .list()
                .forEach(run -> engine.getHistoryService().deleteHistoricProcessInstance(run.getId()));

        ask("/crm/deals/" + deal + "/diagram", SUPERVISOR)
                .andExpect(status().isOk())
                .andExpect(content().string(containsString("Схемы нет")));
        ask("/api/deals/" + deal + "/diagram", SUPERVISOR)
                .andExpect(jsonPath("$.shown").isEmpty())
                .andExpect(jsonPath("$.runs").isEmpty());
    }

    @Test
    void thePageAndTheApiTellTheSameAndOnlyWhatIsNew() throws Exception {
        prepare();
        String run = run(ContractSigning.KEY).id();
        String version = ask("/api/deals/" + deal + "/diagram?run=" + run, SUPERVISOR)
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.shown.version").isNumber())
                .andExpect(jsonPath("$.shown.state").value("RUNNING"))
                .andExpect(jsonPath("$.tokens[?(@.element == 'Task_CheckTerms')].name")
                        .value("Проверить текст договора"))
                .andReturn()
                .getResponse()
                .getHeader("ETag");
        ask("/crm/deals/" + deal + "/diagram?run=" + run, SUPERVISOR)
                .andExpect(header().string("ETag", version))
                .andExpect(content().string(containsString("Проверить текст договора")))
                .andExpect(content().string(containsString("версия ")));
        for (String path : List.of("/api/deals/", "/crm/deals/")) {
            web.perform(get(path + deal + "/diagram?run=" + run)
                            .header("If-None-Match", version)
                            .with(SUPERVISOR))
                    .andExpect(status().isNotModified())
                    .andExpect(content().string(""));
        }
        complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "pass"));
        for (String path : List.of("/api/deals/", "/crm/deals/")) {
            web.perform(get(path + deal + "/diagram?run=" + run)
                            .header("If-None-Match", version)
                            .with(SUPERVISOR))
                    .andExpect(status().isOk());
        }
    }

    @Test
    void theDrawingIsTheModelAsItWasDeployedAndMayBeKept() throws Exception {
        ask("/api/models/" + frame().shown().model(), SUPERVISOR)
                .andExpect(status().isOk())
                .andExpect(content().contentType("application/xml"))
                .andExpect(content().bytes(Files.readAllBytes(Path.of("bpmn", "deal.bpmn"))))
                .andExpect(header().string("Cache-Control", containsString("immutable")))
                .andExpect(header().string("Cache-Control", containsString("private")));
        ask("/api/models/deal:1:none", SUPERVISOR).andExpect(status().isNotFound());
    }

    @Test
    void whoMayNotSeeTheDealSeesNoDiagram() throws Exception {
        String model = "/api/models/" + frame().shown().model();
        for (String path : List.of("/api/deals/" + deal + "/diagram", "/crm/deals/" + deal + "/diagram", model)) {
            ask(path, httpBasic("analyst", "analyst")).andExpect(status().isForbidden());
            ask(path, httpBasic("supervisor", "supervisor")).andExpect(status().isOk());
        }
        web.perform(get("/api/deals/" + deal + "/diagram")).andExpect(status().isUnauthorized());
        web.perform(get(model)).andExpect(status().isUnauthorized());
        String other = dealOf(webForm(freshInn()));
        ask("/api/deals/" + other + "/diagram?run=" + frame().shown().id(), SUPERVISOR)
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value("Такого процесса у сделки нет"));
        ask("/api/deals/D-1999-000001/diagram", SUPERVISOR)
                .andExpect(jsonPath("$.detail").value("Такой сделки нет"));
    }

    @Test
    void aLongWayIsReadInAsManyStatementsAsAShortOne() {
        prepare();
        String contract = run(ContractSigning.KEY).id();
        long few = statements(contract);
        for (int i = 0; i < 3; i++) {
            complete("lawyer", deal, ContractSigning.TASK_CHECK_TERMS, with("decision", "return", "comment", "Срок"));
            runJob(deal, ContractSigning.GATEWAY_CHECKED);
            check("underwriter", ContractSigning.TASK_CHECK_RISK);
            prepare();
        }

        assertThat(statements(contract)).as("two more people took part").isLessThanOrEqualTo(few + 2);
        assertThat(few).isLessThanOrEqualTo(16);
    }

    private long statements(String run) {
        // Models are read once and kept.
        diagrams.of(deal, run);
        jdbc.execute("set query_statistics false");
        jdbc.execute("set query_statistics true");
        diagrams.of(deal, run);
        Long counted = jdbc.queryForObject(
                "select sum(execution_count) from information_schema.query_statistics where sql_statement like 'select%'",
                Long.class);
        jdbc.execute("set query_statistics false");
        return counted;
    }

    @Test
    void theApiDescribesItself() throws Exception {
        ask("/v3/api-docs", SUPERVISOR)
                .andExpect(jsonPath("$.paths['/api/deals/{number}/diagram'].get.responses.304.description")
                        .value("Nothing has moved"))
                .andExpect(jsonPath("$.paths['/api/models/{model}'].get.responses.404.description")
                        .value("No such model"));
    }
}
