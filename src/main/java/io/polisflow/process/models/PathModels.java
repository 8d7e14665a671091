package io.polisflow.process.models;

import io.polisflow.process.models.PathStatistics.Kind;
import io.polisflow.process.models.PathStatistics.Mark;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.FlowElement;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;
import org.springframework.stereotype.Component;

/** Says in a model's words which way was gone, and whether the version in force still has it. */
@Component
class PathModels {

    private final RepositoryService repository;

    PathModels(RepositoryService repository) {
        this.repository = repository;
    }

    /** @param versions on which ways were gone; those that are gone themselves lend no words */
    Labels labels(String process, Collection<Integer> versions) {
        List<ProcessDefinition> all =
                repository.createProcessDefinitionQuery().processDefinitionKey(process).list().stream()
                        .sorted(Comparator.comparing(ProcessDefinition::getVersion)
                                .reversed())
                        .toList();
        List<BpmnModelInstance> models = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
            if (i == 0 || versions.contains(all.get(i).getVersion())) {
                models.add(repository.getBpmnModelInstance(all.get(i).getId()));
            }
        }
        return new Labels(models);
    }

    static final class Labels {

        private final List<BpmnModelInstance> models;
        private final Set<String> ways;

        /** @param models the one in force first */
        private Labels(List<BpmnModelInstance> models) {
            this.models = models;
            this.ways = models.isEmpty()
                    ? Set.of()
                    : models.get(0).getModelElementsByType(SequenceFlow.class).stream()
                            .map(flow -> way(
                                    flow.getSource().getId(), flow.getTarget().getId()))
                            .collect(Collectors.toSet());
        }

        private static String way(String source, String target) {
            return source + " " + target;
        }

        private FlowElement find(String id) {
            return models.stream()
                    .map(model -> model.getModelElementById(id))
                    .filter(FlowElement.class::isInstance)
                    .map(FlowElement.class::cast)
                    .findFirst()
                    .orElse(null);
        }

        /** @return its id when it has none */
        String label(String element) {
            FlowElement found = find(element);
            return found == null || found.getName() == null ? element : oneLine(found.getName());
        }

        private static String oneLine(String name) {
            return name.replaceAll("\\s+", " ").strip();
        }

        List<Mark> marks(String steps) {
            return steps.lines().map(line -> mark(line.split(" "))).toList();
        }

        private Mark mark(String[] words) {
            Kind kind =
                    switch (words[0]) {
                        case "flow" -> Kind.ANSWER;
                        case "interrupted" -> Kind.INTERRUPTED;
                        default -> Kind.DONE;
                    };
            return kind == Kind.ANSWER && find(words[1]) instanceof SequenceFlow flow
                    ? answer(flow)
                    : new Mark(kind, words[1], label(words[1]), null);
        }

        private Mark answer(SequenceFlow flow) {
            String question = flow.getSource().getName();
            return new Mark(
                    Kind.ANSWER,
                    flow.getId(),
                    flow.getName() == null ? "→ " + label(flow.getTarget().getId()) : oneLine(flow.getName()),
                    question == null ? null : oneLine(question));
        }

        /** @return what the version in force has not; empty when it has one of the ways as a whole */
        List<String> gone(List<PathFigures.Route> routes) {
            List<List<String>> missing = routes.stream().map(this::missing).toList();
            return missing.stream().anyMatch(List::isEmpty) ? List.of() : missing.get(missing.size() - 1);
        }

        private List<String> missing(PathFigures.Route route) {
            Set<String> missing = new LinkedHashSet<>();
            BpmnModelInstance inForce = models.isEmpty() ? null : models.get(0);
            route.steps()
                    .lines()
                    .filter(line -> !line.startsWith("flow "))
                    .map(line -> line.split(" ")[1])
                    .filter(element -> inForce == null || inForce.getModelElementById(element) == null)
                    .map(this::label)
                    .forEach(missing::add);
            TakenFlow.of(route.flows()).stream()
                    .filter(flow -> !ways.contains(way(flow.source(), flow.target())))
                    .map(flow -> label(flow.source()) + " → " + label(flow.target()))
                    .forEach(missing::add);
            return List.copyOf(missing);
        }
    }
}
