package io.polisflow.process.models.gate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.ProcessBuilder;
import org.camunda.bpm.model.bpmn.builder.UserTaskBuilder;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.junit.jupiter.api.Test;

/** Which steps may have run before another. */
class StepOrderTest {

    @Test
    void oneStepComesAfterAnother() {
        StepOrder order = order(Bpmn.createProcess()
                .startEvent("start")
                .userTask("first")
                .userTask("second")
                .endEvent("end")
                .done());

        assertThat(order.before("second")).containsExactlyInAnyOrder("start", "first");
        assertThat(order.before("start")).isEmpty();
    }

    @Test
    void inALoopTheLaterStepMayHaveRunToo() {
        StepOrder order = order(Bpmn.createProcess()
                .startEvent("start")
                .userTask("first")
                .userTask("second")
                .exclusiveGateway("again")
                .connectTo("first")
                .moveToNode("again")
                .endEvent("end")
                .done());

        assertThat(order.before("first")).contains("first", "second", "again");
        assertThat(order.before("first")).doesNotContain("end");
    }

    @Test
    void theOtherBranchRunsMeanwhileOnlyWhenBothAreTaken() {
        assertThat(order(branches(
                                Bpmn.createProcess()
                                        .startEvent("start")
                                        .parallelGateway("split")
                                        .userTask("one"),
                                "split"))
                        .before("one"))
                .contains("other")
                .doesNotContain("join", "end");
        assertThat(order(branches(
                                Bpmn.createProcess()
                                        .startEvent("start")
                                        .exclusiveGateway("split")
                                        .userTask("one"),
                                "split"))
                        .before("one"))
                .containsExactlyInAnyOrder("start", "split");
    }

    private static BpmnModelInstance branches(UserTaskBuilder one, String split) {
        return one.exclusiveGateway("join")
                .endEvent("end")
                .moveToNode(split)
                .userTask("other")
                .connectTo("join")
                .done();
    }

    @Test
    void whatLiesInASubProcessIsOverAfterItAndComesInItsOwnOrder() {
        StepOrder order = order(Bpmn.createProcess()
                .startEvent("start")
                .subProcess("sub")
                .embeddedSubProcess()
                .startEvent("innerStart")
                .userTask("inner")
                .userTask("innerNext")
                .endEvent("innerEnd")
                .subProcessDone()
                .userTask("after")
                .endEvent("end")
                .done());

        assertThat(order.before("after")).contains("start", "inner", "innerNext");
        assertThat(order.before("inner")).contains("start", "sub").doesNotContain("innerNext", "after");
    }

    @Test
    void aBoundaryEventMayComeAfterEverythingInside() {
        StepOrder order = order(Bpmn.createProcess()
                .startEvent("start")
                .subProcess("sub")
                .embeddedSubProcess()
                .startEvent("innerStart")
                .userTask("inner")
                .endEvent("innerEnd")
                .subProcessDone()
                .userTask("after")
                .endEvent("end")
                .moveToActivity("sub")
                .boundaryEvent("late")
                .cancelActivity(false)
                .timerWithDuration("PT1H")
                .userTask("reminded")
                .endEvent("lateEnd")
                .done());

        assertThat(order.before("reminded")).contains("inner", "late").contains("after");
        assertThat(order.before("after")).contains("reminded");
    }

    @Test
    void anEventSubProcessMayBeginAnyTimeAndRunBesideTheRest() {
        for (boolean interrupting : new boolean[] {true, false}) {
            ProcessBuilder process = Bpmn.createProcess();
            BpmnModelInstance model = process.startEvent("start")
                    .userTask("first")
                    .userTask("second")
                    .endEvent("end")
                    .done();
            process.eventSubProcess("aside")
                    .startEvent("asideStart")
                    .interrupting(interrupting)
                    .message("look.answered")
                    .userTask("asked")
                    .endEvent("asideEnd");
            StepOrder order = order(model);

            assertThat(order.before("asked")).contains("first", "second", "asideStart");
            assertThat(order.before("second").contains("asked")).isEqualTo(!interrupting);
            assertThat(order.before("first")).doesNotContain("second");
        }
    }

    private static StepOrder order(BpmnModelInstance model) {
        return new StepOrder(
                model.getModelElementsByType(Process.class).iterator().next(),
                List.copyOf(model.getModelElementsByType(FlowNode.class)));
    }
}
