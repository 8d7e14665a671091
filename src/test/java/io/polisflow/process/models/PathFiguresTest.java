package io.polisflow.process.models;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.process.models.PathFigures.Asked;
import io.polisflow.process.models.PathStatistics.Kind;
import io.polisflow.process.models.PathStatistics.Step;
import io.polisflow.process.models.PathStatistics.Variant;
import io.polisflow.process.models.migration.EditedModel;
import io.polisflow.process.models.migration.MigrationCase;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.EndEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The paths that a page tells, held against a recount of walks that were made up: both databases must say the same. */
class PathFiguresTest extends MigrationCase {

    private static final String KEY = "proposal-preparation";
    private static final List<String> STAGES = List.of("WON", "LOST", "OBJECTIONS");

    @Autowired
    private PathFigures figures;

    private final Random random = new Random(20261129);

    /** What one made-up instance did, as it was made up. */
    private static final class Walk {
        private final String instance = UUID.randomUUID().toString();
        private final List<String> steps = new ArrayList<>();
        private final Map<String, Integer> flows = new TreeMap<>();
        private final Map<String, List<Long>> took = new TreeMap<>();
        private int version;
        private String deal;
        private String stage;
        private Instant began;
        private Instant ended;
        private String last;
        private int due;
        private int late;

        private long took() {
            return Duration.between(began, ended).toMillis();
        }

        private boolean lost() {
            return "LOST".equals(stage);
        }
    }

    private void event(Walk walk, String kind, Instant at, Instant began, Instant due, FlowNode node) {
        jdbc.update(
                "insert into work_event (id, at_, kind, process, model_version, instance_id, passage, element, element_type, deal_number,"
                        + " began_at, due_at) values (nextval('work_event_seq'), ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                Timestamp.from(at),
                kind,
                KEY,
                walk.version,
                walk.instance,
                UUID.randomUUID().toString(),
                node == null ? null : node.getId(),
                node == null ? null : node.getElementType().getTypeName(),
                walk.deal,
                began == null ? null : Timestamp.from(began),
                due == null ? null : Timestamp.from(due));
    }

    /** Goes through the model by chance, now and then not to its end. */
    private Walk walk(BpmnModelInstance model, int version, Instant from, String deal, String stage) {
        Walk walk = new Walk();
        walk.version = version;
        walk.deal = deal;
        walk.stage = stage;
        walk.began = from;
        Instant now = from;
        FlowNode node =
                model.getModelElementsByType(StartEvent.class).iterator().next();
        boolean broken = false;
        while (true) {
            boolean task = node instanceof UserTask;
            boolean work = task || node instanceof CallActivity;
            Instant began = now;
            now = now.plusMillis(work ? 1 + random.nextInt(5_000_000) : random.nextInt(2));
            broken = task && random.nextInt(20) == 0;
            Instant due = task && random.nextInt(4) > 0 ? began.plusSeconds(random.nextInt(5_000)) : null;
            event(
                    walk,
                    (task ? "TASK_" : "STEP_") + (broken ? "CANCELLED" : task ? "COMPLETED" : "DONE"),
                    now,
                    began,
                    due,
                    node);
            if (work) {
                walk.steps.add((broken ? "interrupted " : "done ") + node.getId());
                walk.took
                        .computeIfAbsent(node.getId(), id -> new ArrayList<>())
                        .add(Duration.between(began, now).toMillis());
                walk.last = node.getId();
                walk.due += due == null ? 0 : 1;
                walk.late += due != null && now.isAfter(due) ? 1 : 0;
            }
            if (broken || node instanceof EndEvent) {
                break;
            }
            List<SequenceFlow> ways = List.copyOf(node.getOutgoing());
            SequenceFlow way = ways.get(random.nextInt(ways.size()));
            if (node instanceof ExclusiveGateway && ways.size() > 1) {
                walk.steps.add("flow " + way.getId());
            }
            walk.flows.merge(way.getId(), 1, Integer::sum);
            node = way.getTarget();
        }
        walk.ended = now;
        event(walk, "INSTANCE_ENDED", now, from, null, null);
        return walk;
    }

    private BpmnModelInstance model(int version) {
        return repository.getBpmnModelInstance(repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(KEY)
                .processDefinitionVersion(version)
                .singleResult()
                .getId());
    }

    private static String line(PathStatistics.Mark mark) {
        return (mark.kind() == Kind.ANSWER ? "flow " : mark.kind() == Kind.DONE ? "done " : "interrupted ")
                + mark.element();
    }

    private static List<String> lines(Variant variant) {
        return variant.marks().stream().map(PathFiguresTest::line).toList();
    }

    @Test
    void everyFigureIsThatOfTheRawWalks() {
        // A time of its own: other tests' instances end in theirs.
        Instant period = Instant.parse("2041-03-01T00:00:00Z");
        int first = deploy(EditedModel.of(KEY), KEY);
        int second = deploy(
                EditedModel.of(KEY).renamed("Task_SendProposal", "Task_PostProposal", "Отправить КП", "Отослать КП"),
                KEY);
        List<String> deals = Stream.generate(this::openDeal).limit(3).toList();
        for (int i = 0; i < 3; i++) {
            jdbc.update("update deal set stage = ? where number = ?", STAGES.get(i), deals.get(i));
        }
        List<Walk> walks = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            int deal = random.nextInt(4);
            walks.add(walk(
                    model(i % 3 == 0 ? first : second),
                    i % 3 == 0 ? first : second,
                    period.plusSeconds(random.nextInt(1_000_000)),
                    deal == 3 ? null : deals.get(deal),
                    deal == 3 ? null : STAGES.get(deal)));
        }

        for (Integer version : new Integer[] {null, first, second}) {
            List<Walk> counted = walks.stream()
                    .filter(walk -> version == null || walk.version == version)
                    .toList();
            recount(figures.of(new Asked(KEY, version, period, period.plus(Duration.ofDays(365)))), counted);
        }
        Instant half = period.plusSeconds(500_000);
        recount(
                figures.of(new Asked(KEY, null, period, half)),
                walks.stream().filter(walk -> walk.ended.isBefore(half)).toList());
        whatTheVersionInForceHasNotIsSaid(new Asked(KEY, null, period, period.plus(Duration.ofDays(365))));
        theDealsBehindAreFound(new Asked(KEY, null, period, period.plus(Duration.ofDays(365))), walks);
    }

    private static void recount(PathStatistics told, List<Walk> walks) {
        assertThat(walks).hasSizeGreaterThan(20);
        assertThat(told.partly()).isFalse();
        assertThat(told.instances()).isEqualTo(walks.size());
        assertThat(told.lost()).isEqualTo(walks.stream().filter(Walk::lost).count());
        assertThat(told.won())
                .isEqualTo(
                        walks.stream().filter(walk -> "WON".equals(walk.stage)).count());

        Map<List<String>, List<Walk>> variants = walks.stream().collect(groupingBy(walk -> walk.steps));
        assertThat(variants).hasSizeGreaterThan(5);
        assertThat(told.variants()).hasSameSizeAs(variants.keySet());
        assertThat(told.variants())
                .isSortedAccordingTo(
                        Comparator.comparingLong(Variant::instances).reversed());
        for (Variant variant : told.variants()) {
            List<Walk> same = variants.get(lines(variant));
            assertThat(same).as(lines(variant).toString()).isNotNull().hasSize((int) variant.instances());
            assertThat(variant.lost())
                    .isEqualTo(same.stream().filter(Walk::lost).count());
            assertThat(variant.median())
                    .isEqualTo(Duration.ofMillis(
                            same.stream().map(Walk::took).sorted().toList().get((same.size() - 1) / 2)));
            assertThat(variant.flows())
                    .containsExactlyInAnyOrderElementsOf(same.stream()
                            .flatMap(walk -> walk.flows.keySet().stream())
                            .distinct()
                            .toList());
            assertThat(variant.jumps()).isEmpty();
        }
        for (PathStatistics.Flow flow : told.flows()) {
            List<Walk> taken = walks.stream()
                    .filter(walk -> walk.flows.containsKey(flow.flow()))
                    .toList();
            assertThat(flow)
                    .isEqualTo(new PathStatistics.Flow(
                            flow.flow(),
                            taken.stream()
                                    .mapToLong(walk -> walk.flows.get(flow.flow()))
                                    .sum(),
                            taken.size(),
                            taken.stream().filter(Walk::lost).count()));
        }
        assertThat(told.flows().stream().mapToLong(PathStatistics.Flow::times).sum())
                .isEqualTo(walks.stream()
                        .flatMap(walk -> walk.flows.values().stream())
                        .mapToLong(Integer::longValue)
                        .sum());
        steps(told, walks);
    }

    private static void steps(PathStatistics told, List<Walk> walks) {
        Map<String, Step> steps = told.steps().stream().collect(toMap(Step::element, step -> step));
        assertThat(steps.keySet())
                .containsExactlyInAnyOrderElementsOf(walks.stream()
                        .flatMap(walk -> walk.took.keySet().stream())
                        .distinct()
                        .toList());
        steps.forEach((element, step) -> {
            List<List<Long>> took = walks.stream()
                    .map(walk -> walk.took.get(element))
                    .filter(each -> each != null)
                    .toList();
            assertThat(step.passed()).isEqualTo(took.size());
            assertThat(step.times())
                    .isEqualTo(took.stream().mapToLong(List::size).sum());
            assertThat(step.repeatedIn())
                    .isEqualTo(took.stream().filter(each -> each.size() > 1).count());
            assertThat(step.took().toMillis())
                    .isEqualTo(took.stream()
                            .flatMap(List::stream)
                            .mapToLong(Long::longValue)
                            .sum());
            assertThat(step.repeated().toMillis())
                    .isEqualTo(took.stream()
                            .flatMap(each -> each.stream().skip(1))
                            .mapToLong(Long::longValue)
                            .sum());
            List<Walk> last =
                    walks.stream().filter(walk -> element.equals(walk.last)).toList();
            assertThat(step.last()).isEqualTo(last.size());
            assertThat(step.lostHere())
                    .isEqualTo(last.stream().filter(Walk::lost).count());
        });
        assertThat(told.steps().stream().mapToLong(Step::due).sum())
                .isEqualTo(walks.stream().mapToLong(walk -> walk.due).sum());
        assertThat(told.steps().stream().mapToLong(Step::late).sum())
                .isEqualTo(walks.stream().mapToLong(walk -> walk.late).sum())
                .isPositive();
    }

    private void whatTheVersionInForceHasNotIsSaid(Asked asked) {
        PathStatistics told = figures.of(asked);
        assertThat(told.variants()).allSatisfy(variant -> {
            boolean old = lines(variant).contains("done Task_SendProposal")
                    || lines(variant).contains("interrupted Task_SendProposal");
            if (old) {
                assertThat(variant.gone()).contains("Отправить КП");
            } else {
                assertThat(variant.gone()).isEmpty();
            }
        });
        assertThat(told.variants()).anyMatch(variant -> !variant.gone().isEmpty());
        assertThat(told.variants())
                .as("the same way on both versions is one")
                .anyMatch(variant -> variant.versions().size() == 2);
        assertThat(told.variants().stream().flatMap(variant -> variant.marks().stream()))
                .filteredOn(mark -> mark.element().equals("Flow_Approved_MergeRefusal"))
                .isNotEmpty()
                .allMatch(mark -> mark.label().equals("отклонено") && "КП согласовано?".equals(mark.question()));
    }

    private void theDealsBehindAreFound(Asked asked, List<Walk> walks) {
        Map<String, Long> byLast = walks.stream()
                .filter(Walk::lost)
                .filter(walk -> walk.last != null)
                .collect(groupingBy(walk -> walk.last, counting()));
        byLast.forEach((last, count) -> assertThat(figures.taken(asked, null, last, true))
                .hasSize(count.intValue())
                .allMatch(taken -> taken.stage().equals("Проиграна")));
        Variant variant = figures.of(asked).variants().get(0);
        assertThat(figures.taken(asked, variant.id(), null, false)).hasSize((int) walks.stream()
                .filter(walk -> walk.deal != null && walk.steps.equals(lines(variant)))
                .count());
    }
}
