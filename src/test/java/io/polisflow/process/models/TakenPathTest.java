package io.polisflow.process.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.models.TakenPath.Passage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.junit.jupiter.api.Test;

/** The way of an instance is told by what led to what, not by which of two branches was sooner. */
class TakenPathTest {

    /** Two branches, in one of which a check may be asked for again; then a call from which a timer may lead away. */
    private static final BpmnModelInstance MODEL = Bpmn.createExecutableProcess("branches")
            .startEvent("start")
            .parallelGateway("fork")
            .userTask("paint")
            .userTask("dry")
            .parallelGateway("join")
            .callActivity("ship")
            .endEvent("shipped")
            .moveToActivity("ship")
            .boundaryEvent("late")
            .timerWithDuration("P1D")
            .userTask("apologise")
            .endEvent("apologised")
            .moveToNode("fork")
            .exclusiveGateway("merge")
            .userTask("check")
            .exclusiveGateway("good")
            .sequenceFlowId("yes")
            .condition("да", "${good}")
            .connectTo("join")
            .moveToNode("good")
            .sequenceFlowId("no")
            .condition("нет", "${bad}")
            .connectTo("merge")
            .done();

    /** Passes elements one after the other; each takes a while. */
    private static final class Run {
        private final List<Passage> passages = new ArrayList<>();
        private long order;

        private Run pass(String... elements) {
            for (String element : elements) {
                add(element, false);
            }
            return this;
        }

        private Run interrupted(String element) {
            return add(element, true);
        }

        private Run add(String element, boolean cancelled) {
            order++;
            passages.add(
                    new Passage(element + order, element, type(element), order, order * 10, order * 10 + 5, cancelled));
            return this;
        }

        private static String type(String element) {
            return MODEL.getModelElementById(element) == null ? "userTask" : "";
        }

        private TakenPath path() {
            List<Passage> shuffled = new ArrayList<>(passages);
            Collections.shuffle(shuffled, new Random(order));
            return new TakenPath(MODEL, shuffled);
        }
    }

    /** What follows a task by itself follows at once, so that branches take turns from task to task. */
    private static List<String> branches(Random random, List<String> one, List<String> other) {
        List<String> all = new ArrayList<>();
        int i = 0;
        int j = 0;
        while (i < one.size() || j < other.size()) {
            boolean first = j == other.size() || i < one.size() && random.nextBoolean();
            Collections.addAll(all, (first ? one.get(i++) : other.get(j++)).split(" "));
        }
        return all;
    }

    @Test
    void interleavingMakesNoOtherWayButAnAnswerDoes() {
        Random random = new Random(7);
        List<String> paint = List.of("paint", "dry join");
        Set<List<String>> orders = new HashSet<>();
        Set<List<String>> atOnce = new HashSet<>();
        Set<List<String>> again = new HashSet<>();
        for (int i = 0; i < 60; i++) {
            List<String> order =
                    branches(random, paint, List.of("check good merge", "check good merge", "check good join"));
            orders.add(order);
            again.add(passed(order));
            atOnce.add(passed(branches(random, paint, List.of("check good join"))));
        }
        assertThat(orders).as("the branches did come in many orders").hasSize(10);
        assertThat(atOnce).containsExactly(List.of("done check", "flow yes", "done paint", "done dry", "done ship"));
        assertThat(again)
                .containsExactly(List.of(
                        "done check",
                        "flow no",
                        "done check",
                        "flow no",
                        "done check",
                        "flow yes",
                        "done paint",
                        "done dry",
                        "done ship"));
    }

    private static List<String> passed(List<String> branches) {
        return new Run()
                .pass("start", "fork", "merge")
                .pass(branches.toArray(String[]::new))
                .pass("ship", "shipped")
                .path()
                .steps();
    }

    @Test
    void aRepetitionIsCountedWithWhatItCost() {
        TakenPath path = new Run()
                .pass("start", "fork", "merge", "check", "good", "merge", "check", "good", "merge", "check", "good")
                .path();

        assertThat(path.work()).containsExactly(new TakenPath.Work("check", 3, 15, 10));
        assertThat(path.flows()).containsEntry("no", 2).doesNotContainKey("yes");
        assertThat(path.last()).isEqualTo("check");
    }

    @Test
    void whatWasInterruptedIsSaidAndLeadsOnByItsEvent() {
        TakenPath path = new Run()
                .pass("start", "fork", "merge", "check", "good", "join", "paint", "dry", "join")
                .interrupted("ship")
                .pass("late", "apologise", "apologised")
                .path();

        assertThat(path.steps())
                .containsExactly(
                        "done check", "flow yes", "done paint", "done dry", "interrupted ship", "done apologise");
        assertThat(path.jumps()).isEmpty();
        assertThat(path.last()).isEqualTo("apologise");
    }

    @Test
    void whereNoFlowLedIsComeToByHand() {
        TakenPath path =
                new Run().pass("start", "fork", "apologise", "apologised").path();

        assertThat(path.steps()).containsExactly("done apologise");
        assertThat(path.jumps()).containsExactly("apologise");
    }

    @Test
    void withoutItsModelAWayIsTheOrderOfItsTasks() {
        List<Passage> passages = List.of(
                new Passage("1", "b", "userTask", 1, 1, 2, false),
                new Passage("2", "gate", "exclusiveGateway", 2, 2, 2, false),
                new Passage("3", "a", "callActivity", 3, 2, 9, true));

        TakenPath path = new TakenPath(null, passages);

        assertThat(path.steps()).containsExactly("done b", "interrupted a");
        assertThat(path.flows()).isEmpty();
        assertThat(path.work()).containsExactly(new TakenPath.Work("a", 1, 7, 0), new TakenPath.Work("b", 1, 1, 0));
    }

    @Test
    void aSubProcessAndWhatIsDoneSeveralTimesAtOnceAreOneStepEach() {
        BpmnModelInstance model = Bpmn.createExecutableProcess("nested")
                .startEvent("start")
                .userTask("before")
                .subProcess("inside")
                .embeddedSubProcess()
                .startEvent("insideStart")
                .userTask("work")
                .endEvent("insideEnd")
                .subProcessDone()
                .userTask("after")
                .multiInstance()
                .parallel()
                .cardinality("3")
                .multiInstanceDone()
                .endEvent("end")
                .done();
        List<Passage> passages = new ArrayList<>();
        for (String activity : List.of(
                "start",
                "before",
                "insideStart",
                "work",
                "insideEnd",
                "inside",
                "after",
                "after",
                "after#multiInstanceBody",
                "end")) {
            long order = passages.size() + 1L;
            passages.add(new Passage(
                    activity + order,
                    activity,
                    "",
                    order,
                    activity.equals("inside") ? 25 : activity.endsWith("Body") ? 60 : order * 10,
                    order * 10,
                    false));
        }

        assertThat(new TakenPath(model, passages).steps()).containsExactly("done before", "done work", "done after");
    }
}
