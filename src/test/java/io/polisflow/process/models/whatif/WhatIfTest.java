package io.polisflow.process.models.whatif;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.engine.PastDecisions;
import io.polisflow.process.engine.PastVariables;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.models.whatif.WhatIfAnswer.Case;
import io.polisflow.process.models.whatif.WhatIfAnswer.Group;
import io.polisflow.process.models.whatif.WhatIfAnswer.Kind;
import io.polisflow.process.models.whatif.WhatIfAnswer.RowHits;
import io.polisflow.process.proposalapproval.ProposalApproval;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.camunda.bpm.engine.impl.history.HistoryLevel;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Changed tables answer what real approvals, tasks and losses have asked, as if they had been in force. */
class WhatIfTest extends ProcessTest {

    private static final String ROUTE = "bpmn/approval-route.dmn";
    private static final String ALL_THREE = "Андеррайтер → Юрист → Руководитель";
    private static final String TWO = "Андеррайтер → Юрист";
    private static final String HEAD_DISCOUNT = "<inputEntry id=\"Rule_Head_MaxDiscount\"><text></text>";

    @Autowired
    private WhatIf whatIf;

    @Autowired
    private ModelDrafts drafts;

    @Autowired
    private DealProcess process;

    @Autowired
    private JdbcTemplate jdbc;

    @Autowired
    private PastDecisions past;

    @Autowired
    private PastVariables pastVariables;

    @Autowired
    private List<AskedElsewhere> elsewhere;

    @Autowired
    private CodeNames codes;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private OwnWork ownWork;

    @BeforeEach
    void nothingAsked() {
        RecordedDecisions.forget(jdbc);
    }

    @AfterEach
    void noProcessesLeft() {
        RecordedDecisions.removeProcesses(jdbc);
    }

    private static ModelFile changed(String path, String passage, String by) {
        return SecondLawyer.file(path, SecondLawyer.replaced(SecondLawyer.delivered(path), passage, by));
    }

    /** The head looks at discounts only. */
    private static ModelFile headSparedWithoutDiscount() {
        return changed(ROUTE, HEAD_DISCOUNT, "<inputEntry id=\"Rule_Head_MaxDiscount\"><text>&gt; 0</text>");
    }

    /** The route with a third column, of which only the head's row says something. */
    private static ModelFile routeAsking(String variable, String test) {
        String table = SecondLawyer.delivered(ROUTE);
        table = SecondLawyer.replaced(
                table,
                "<output id=\"Output_Approver\"",
                "<input id=\"Input_New\" label=\"Новый столбец\"><inputExpression id=\"InputExpression_New\" typeRef=\"string\"><text>"
                        + variable + "</text></inputExpression></input><output id=\"Output_Approver\"");
        for (String row : List.of("Underwriter", "Lawyer", "Head")) {
            table = SecondLawyer.replaced(
                    table,
                    "<outputEntry id=\"Rule_" + row + "_Approver\">",
                    "<inputEntry id=\"Rule_" + row + "_New\"><text>" + (row.equals("Head") ? test : "")
                            + "</text></inputEntry><outputEntry id=\"Rule_" + row + "_Approver\">");
        }
        return SecondLawyer.file(ROUTE, table);
    }

    private WhatIfAnswer ask(WhatIf asked, ModelFile file) {
        return asked.ask(file, drafts.inForce().get(file.path())).get(0);
    }

    private WhatIfAnswer ask(ModelFile file) {
        return ask(whatIf, file);
    }

    /** A deal whose proposal really waits for its underwriter. */
    private String approvalOf(int discount) {
        String deal = dealOf(webForm(freshInn()));
        propose(deal, discount);
        assertThat(isOpen(deal, ProposalApproval.TASK_CHECK_TARIFF)).isTrue();
        return deal;
    }

    @Test
    void realApprovalsTakeTheChangedRouteAndRealTasksTheChangedDeadline() {
        String discounted = approvalOf(10);
        String full = approvalOf(0);

        WhatIfAnswer route = ask(headSparedWithoutDiscount());

        assertThat(route.problem()).isNull();
        assertThat(route.asked()).isEqualTo(2);
        assertThat(route.changed()).isOne();
        assertThat(route.deals()).isOne();
        assertThat(route.groups()).containsExactly(new Group(Kind.CHANGED, null, ALL_THREE, TWO, null, 1, 1));
        assertThat(route.cases()).extracting(Case::deal).containsExactly(full).doesNotContain(discounted);
        assertThat(route.rows())
                .extracting(RowHits::number, RowHits::before, RowHits::after)
                .containsExactly(tuple(1, 2, 2), tuple(2, 2, 2), tuple(3, 2, 1));
        assertThat(route.rows().get(0).says()).isEqualTo("Тариф проверяется всегда");

        WhatIfAnswer deadlines = ask(changed(
                SecondLawyer.DEADLINES,
                "<outputEntry id=\"CheckTariff_Hours\">\n          <text>8</text>",
                "<outputEntry id=\"CheckTariff_Hours\">\n          <text>12</text>"));

        assertThat(deadlines.asked()).isGreaterThan(6);
        assertThat(deadlines.groups())
                .containsExactly(new Group(
                        Kind.CHANGED,
                        "«Проверить тариф» (Согласование КП)",
                        "8 раб. ч",
                        "12 раб. ч",
                        "+4 раб. ч",
                        2,
                        2));
        assertThat(deadlines.longer()).isEqualTo(2);
        assertThat(deadlines.shorter()).isZero();
        assertThat(deadlines.cases()).extracting(Case::deal).containsExactlyInAnyOrder(full, discounted);

        WhatIfAnswer reminders = ask(changed(
                SecondLawyer.DEADLINES,
                "<outputEntry id=\"CheckTariff_Share\">\n          <text>0.75</text>",
                "<outputEntry id=\"CheckTariff_Share\">\n          <text>0.5</text>"));

        assertThat(reminders.changed()).isZero();
        assertThat(reminders.minor()).isEqualTo(2);
        assertThat(reminders.groups())
                .containsExactly(new Group(
                        Kind.MINOR,
                        "«Проверить тариф» (Согласование КП)",
                        "Взять за, рабочих часов: 2, Напомнить на доле срока: 0,75",
                        "Взять за, рабочих часов: 2, Напомнить на доле срока: 0,5",
                        null,
                        2,
                        2));
    }

    @Test
    void aYearIsLookedAtAndNothingOlder() {
        approvalOf(0);
        Instant asked = clock.instant();

        clock.set(asked.plus(Duration.ofDays(365)));
        assertThat(ask(headSparedWithoutDiscount()).changed()).isOne();

        clock.move(Duration.ofMillis(1));
        WhatIfAnswer later = ask(headSparedWithoutDiscount());
        assertThat(later.problem()).isNull();
        assertThat(later.asked()).isZero();
        assertThat(later.cases()).isEmpty();
    }

    @Test
    void aNewColumnIsAnsweredFromWhatTheProcessKnewAndOtherwiseNotGuessed() {
        String deal = approvalOf(0);

        // The model's step offers all its variables, and history knows them.
        WhatIfAnswer known = ask(routeAsking("dealNumber", "not(\"" + deal + "\")"));
        assertThat(known.unanswered()).isZero();
        assertThat(known.groups()).containsExactly(new Group(Kind.CHANGED, null, ALL_THREE, TWO, null, 1, 1));
        assertThat(ask(routeAsking("dealNumber", "\"" + deal + "\"")).groups()).isEmpty();

        // A cell may speak of a variable as well.
        WhatIfAnswer cell = ask(changed(
                ROUTE, HEAD_DISCOUNT, "<inputEntry id=\"Rule_Head_MaxDiscount\"><text>dealNumber = \"x\"</text>"));
        assertThat(cell.changed()).isOne();
        assertThat(cell.unanswered()).isZero();

        WhatIfAnswer unknown = ask(routeAsking("region", "\"77\""));
        assertThat(unknown.changed()).isZero();
        assertThat(unknown.unanswered()).isOne();
        assertThat(unknown.groups())
                .containsExactly(
                        new Group(Kind.UNANSWERED, null, "тогда не записали: «Новый столбец»", null, null, 1, 1));
        assertThat(unknown.cases()).extracting(Case::deal).containsExactly(deal);

        // A column that no row compares changes no answer.
        assertThat(ask(routeAsking("region", "")).groups()).isEmpty();

        // Deadlines are asked by code, which hands over four variables, whatever else the process has.
        WhatIfAnswer deadlines = ask(changed(
                SecondLawyer.DEADLINES,
                "<text>\"Task_CheckTariff\"</text>",
                "<text>\"Task_CheckTariff\" and dealNumber != null</text>"));
        assertThat(deadlines.unanswered()).isPositive();
        assertThat(deadlines.groups())
                .filteredOn(group -> group.kind() == Kind.UNANSWERED)
                .singleElement()
                .satisfies(group -> assertThat(group.before()).isEqualTo("тогда не записали: «dealNumber»"));
    }

    @Test
    void aVariableThatWasRemovedOrChangedLaterIsNotTakenForWhatItWas() {
        String deal = approvalOf(0);
        String instance = instance("proposal-approval", deal).getId();

        clock.move(Duration.ofHours(1));
        runtime.setVariable(instance, "dealNumber", "somebody-else");
        assertThat(ask(routeAsking("dealNumber", "\"" + deal + "\"")).groups()).isEmpty();

        runtime.removeVariable(instance, "dealNumber");
        assertThat(ask(routeAsking("dealNumber", "\"" + deal + "\"")).unanswered())
                .isOne();
    }

    @Test
    void lostDealsAreProposedAnotherDayToComeBack() {
        String deal = dealOf(webForm(freshInn()));
        process.lose(deal, new Loss("postponed", "Через год", null, null, 6));

        WhatIfAnswer terms = ask(changed(
                "bpmn/recontact-term.dmn",
                "<outputEntry id=\"Postponed_Months\">\n          <text>12</text>",
                "<outputEntry id=\"Postponed_Months\">\n          <text>3</text>"));

        Case lost = terms.cases().stream()
                .filter(each -> deal.equals(each.deal()))
                .findFirst()
                .orElseThrow();
        Group group = terms.groups().get(lost.group());
        assertThat(List.of(group.subject(), group.before(), group.after(), group.difference()))
                .containsExactly("Отложили на год", "12 мес.", "3 мес.", "−9 мес.");
        assertThat(lost.note()).isEqualTo("менеджер выбрал 6 мес.");
        assertThat(terms.shorter()).isEqualTo(terms.changed()).isPositive();
        // What the tasks of the deal had asked is kept although the deal is over.
        List<Map<String, Object>> kept = jdbc.queryForList(
                "select EVAL_TIME_, REMOVAL_TIME_ from ACT_HI_DECINST where REMOVAL_TIME_ is not null");
        assertThat(kept).allSatisfy(row -> assertThat(Duration.between(
                        ((java.sql.Timestamp) row.get("EVAL_TIME_")).toInstant(),
                        ((java.sql.Timestamp) row.get("REMOVAL_TIME_")).toInstant()))
                .isGreaterThanOrEqualTo(WhatIf.YEAR));
    }

    @Test
    void theEngineKeepsEverythingThatIsAsked() {
        assertThat(((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration()).getHistoryLevel())
                .isEqualTo(HistoryLevel.HISTORY_LEVEL_FULL);
    }

    private String definition(String key) {
        return repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(key)
                .latestVersion()
                .singleResult()
                .getId();
    }

    @Test
    void moreThanFitsIsToldAndTheNewestCount() {
        RecordedDecisions recorded = new RecordedDecisions(jdbc);
        for (int i = 1; i <= 5; i++) {
            recorded.addRoute(definition("approval-route"), i, clock.instant());
        }
        recorded.write();
        WhatIf small = new WhatIf(past, pastVariables, elsewhere, codes, repository, ownWork, clock, 3);

        WhatIfAnswer answer = ask(small, headSparedWithoutDiscount());

        assertThat(answer.more()).isTrue();
        assertThat(answer.asked()).isEqualTo(3);
        assertThat(answer.changed()).isEqualTo(3);
        assertThat(answer.since()).isEqualTo(clock.instant().minusSeconds(3));
        assertThat(answer.cases())
                .extracting(Case::deal)
                .containsExactly("D-1999-000001", "D-1999-000002", "D-1999-000003");
        assertThat(ask(headSparedWithoutDiscount()).more()).isFalse();
    }

    @Test
    void whatAVersionAskedThatIsGoneCannotBeTold() {
        RecordedDecisions recorded = new RecordedDecisions(jdbc);
        recorded.addRoute("approval-route:999:gone", 1, clock.instant());
        recorded.write();

        WhatIfAnswer answer = ask(headSparedWithoutDiscount());

        assertThat(answer.unanswered()).isOne();
        assertThat(answer.groups()).singleElement().satisfies(group -> assertThat(group.before())
                .contains("удалили"));
    }

    @Test
    void anAnswerThatIsComputedIsNotShown() {
        approvalOf(0);

        WhatIfAnswer answer = ask(changed(ROUTE, "<text>\"lawyer\"</text>", "<text>string(sumInsured)</text>"));

        assertThat(answer.changed()).isOne();
        assertThat(answer.groups()).singleElement().satisfies(group -> assertThat(group.after())
                .isEqualTo("Андеррайтер → вычисленное значение → Руководитель")
                .doesNotContain("10000000"));
    }

    @Test
    void severalRowsWhereOneMayFireAreAnAnswerOfTheirOwn() {
        approvalOf(0);

        assertThat(ask(changed(ROUTE, "hitPolicy=\"RULE ORDER\"", "hitPolicy=\"UNIQUE\""))
                        .groups())
                .singleElement()
                .satisfies(group -> assertThat(group.after()).isEqualTo("ошибка: подошли сразу несколько строк"));
    }

    @Test
    void whatIsNoTableIsSentToTheExamination() {
        for (String broken : List.of(
                "<definitions xmlns=\"https://www.omg.org/spec/DMN/20191111/MODEL/\"><nonsense/></definitions>",
                "<html/>")) {
            WhatIfAnswer answer = ask(SecondLawyer.file(ROUTE, broken));
            assertThat(answer.problem()).contains("Нажмите «Проверить»");
            assertThat(answer.key()).isEqualTo("approval-route");
        }
        approvalOf(0);
        assertThat(ask(changed(ROUTE, HEAD_DISCOUNT, "<inputEntry id=\"Rule_Head_MaxDiscount\"><text>((</text>"))
                        .problem())
                .contains("Нажмите «Проверить»");
    }
}
