package io.polisflow.process.models.whatif;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.SecondLawyer;
import io.polisflow.fixtures.Trap;
import io.polisflow.process.ProcessTest;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** A draft's table is asked before anybody has examined it, and must not run code all the same. */
class WhatIfRunsNoCodeTest extends ProcessTest {

    private static final String ROUTE = "bpmn/approval-route.dmn";

    @Autowired
    private WhatIf whatIf;

    @Autowired
    private RepositoryService repository;

    @Autowired
    private JdbcTemplate jdbc;

    @BeforeEach
    void nothingAsked() {
        RecordedDecisions.forget(jdbc);
    }

    @AfterEach
    void noProcessesLeft() {
        RecordedDecisions.removeProcesses(jdbc);
    }

    static Stream<Arguments> code() {
        String trap = Trap.class.getName();
        String juel = "${''.getClass().forName('" + trap + "').newInstance()}";
        String java = "{f: function(x) external {java: {class: \"" + trap
                + "\", method signature: \"spring(java.lang.String)\"}}, r: f(\"a\")}.r";
        return Stream.of(
                        "InputExpression_MaxDiscount\" typeRef=\"double\"",
                        "Rule_Head_MaxDiscount\"",
                        "Rule_Head_Approver\"")
                .flatMap(place -> Stream.of(
                        Arguments.of(place, " expressionLanguage=\"juel\"", juel),
                        Arguments.of(place, " expressionLanguage=\"groovy\"", "new " + trap + "()"),
                        Arguments.of(place, " expressionLanguage=\"javascript\"", "new (Java.type('" + trap + "'))()"),
                        Arguments.of(place, "", java),
                        Arguments.of(place, "", "trap.fire()")));
    }

    @ParameterizedTest
    @MethodSource("code")
    void nothingInATableRuns(String place, String language, String text) {
        RecordedDecisions recorded = new RecordedDecisions(jdbc);
        recorded.addRoute(
                repository
                        .createDecisionDefinitionQuery()
                        .decisionDefinitionKey("approval-route")
                        .latestVersion()
                        .singleResult()
                        .getId(),
                1,
                clock.instant());
        recorded.write();
        String table = SecondLawyer.delivered(ROUTE);
        int head = table.indexOf(place) + place.length();
        int from = table.indexOf("<text>", head) + "<text>".length();
        int until = table.indexOf("</text>", from);
        table = table.substring(0, head)
                + language
                + table.substring(head, from)
                + text.replace("<", "&lt;")
                + table.substring(until);
        Trap.reset();

        WhatIfAnswer answer = whatIf.ask(SecondLawyer.file(ROUTE, table), null).get(0);

        assertThat(Trap.sprung()).isFalse();
        assertThat(answer.problem() != null || answer.changed() + answer.unanswered() == 1)
                .as("%s", answer)
                .isTrue();
    }
}
