package io.polisflow.process.models;

import io.polisflow.process.models.TakenFlows.Entrance;
import io.polisflow.process.models.TakenPath.Passage;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.ExclusiveGateway;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Gateway;
import org.camunda.bpm.model.bpmn.instance.ParallelGateway;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.xml.instance.ModelElementInstance;

/** Puts what an instance has passed into an order that depends on what led to what, and not on which of two branches was sooner. */
final class PathOrder {

    private final BpmnModelInstance model;
    private final List<Passage> passages;
    private final Function<Passage, Entrance> entrances;
    private final Map<String, Passage> byId;
    private final Map<String, Set<String>> next = new HashMap<>();
    private final Map<String, Integer> awaited = new HashMap<>();
    private final Map<String, String> futures = new HashMap<>();

    /** @param passages in the order of their ends */
    PathOrder(BpmnModelInstance model, List<Passage> passages, Function<Passage, Entrance> entrances) {
        this.model = model;
        this.passages = passages;
        this.entrances = entrances;
        this.byId = passages.stream()
                .collect(Collectors.toMap(Passage::id, each -> each, (one, other) -> other, LinkedHashMap::new));
        passages.forEach(this::link);
        joins();
        scopes();
    }

    private void link(Passage passage) {
        Entrance entrance = entrances.apply(passage);
        if (entrance != null) {
            leads(entrance.from().id(), passage.id());
        } else if (model.getModelElementById(passage.element()) instanceof BoundaryEvent event) {
            Passage attached = attached(event, passage);
            if (attached != null) {
                leads(attached.id(), passage.id());
            }
        }
    }

    private void leads(String from, String to) {
        if (next.computeIfAbsent(from, id -> new LinkedHashSet<>()).add(to)) {
            awaited.merge(to, 1, Integer::sum);
        }
    }

    /** What was interrupted has ended before its event has, what goes on ends after it. */
    private Passage attached(BoundaryEvent event, Passage passage) {
        List<Passage> of = passages.stream()
                .filter(each -> each.element().equals(event.getAttachedTo().getId()))
                .toList();
        return event.cancelActivity()
                ? of.stream()
                        .filter(each -> each.order() < passage.order())
                        .reduce((one, later) -> later)
                        .orElse(null)
                : of.stream()
                        .filter(each -> each.order() > passage.order())
                        .findFirst()
                        .orElse(null);
    }

    /** Each token that comes to a join has a passage of its own; one of them goes on, for all. */
    private void joins() {
        Map<Gateway, List<Passage>> joins = new LinkedHashMap<>();
        passages.forEach(passage -> {
            if (model.getModelElementById(passage.element()) instanceof Gateway gateway
                    && !(gateway instanceof ExclusiveGateway)
                    && gateway.getIncoming().size() > 1) {
                joins.computeIfAbsent(gateway, each -> new ArrayList<>()).add(passage);
            }
        });
        joins.forEach((gateway, arrivals) -> {
            List<Passage> together = new ArrayList<>();
            for (Passage arrival : arrivals) {
                together.add(arrival);
                boolean all = gateway instanceof ParallelGateway
                        ? together.size() == gateway.getIncoming().size()
                        : next.containsKey(arrival.id());
                if (all) {
                    Set<String> onwards = together.stream()
                            .flatMap(each -> next.getOrDefault(each.id(), Set.of()).stream())
                            .collect(Collectors.toSet());
                    together.forEach(each -> onwards.forEach(to -> leads(each.id(), to)));
                    together.clear();
                }
            }
        });
    }

    /** What lies within a sub-process comes after what led to it and before what follows it. */
    private void scopes() {
        for (Passage inner : passages) {
            if (!(model.getModelElementById(inner.element()) instanceof FlowNode node)
                    || !(node.getParentElement() instanceof SubProcess scope)) {
                continue;
            }
            passages.stream()
                    .filter(each -> each.element().equals(scope.getId()) && each.order() > inner.order())
                    .findFirst()
                    .ifPresent(around -> {
                        List<String> after = List.copyOf(next.getOrDefault(around.id(), Set.of()));
                        after.stream().filter(to -> !within(to, scope)).forEach(to -> leads(inner.id(), to));
                        if (entrances.apply(inner) == null && !(node instanceof BoundaryEvent)) {
                            leads(around.id(), inner.id());
                        }
                    });
        }
    }

    private boolean within(String passage, SubProcess scope) {
        ModelElementInstance element =
                model.getModelElementById(byId.get(passage).element());
        return element != null && scope.equals(element.getParentElement());
    }

    /** @return branch by branch, each in the order of the flow; branches by what they hold */
    List<Passage> passages() {
        List<Passage> ordered = new ArrayList<>();
        Map<String, Integer> left = new HashMap<>(awaited);
        Deque<Passage> ready = new ArrayDeque<>();
        push(
                ready,
                passages.stream().filter(each -> !left.containsKey(each.id())).toList());
        while (!ready.isEmpty()) {
            Passage passage = ready.pop();
            ordered.add(passage);
            push(
                    ready,
                    next.getOrDefault(passage.id(), Set.of()).stream()
                            .filter(to -> left.merge(to, -1, Integer::sum) == 0)
                            .map(byId::get)
                            .toList());
        }
        if (ordered.size() < byId.size()) {
            // What was moved by hand may seem to have led to itself.
            passages.stream().filter(each -> !ordered.contains(each)).forEach(ordered::add);
        }
        return ordered;
    }

    private void push(Deque<Passage> ready, Collection<Passage> branches) {
        List<Passage> sorted = new ArrayList<>(branches);
        sorted.sort(Comparator.comparing((Passage passage) -> !begins(passage))
                .thenComparing(Passage::element)
                .thenComparing(Passage::cancelled)
                .thenComparing(this::future));
        for (int i = sorted.size() - 1; i >= 0; i--) {
            ready.push(sorted.get(i));
        }
    }

    private boolean begins(Passage passage) {
        return model.getModelElementById(passage.element()) instanceof StartEvent start
                && start.getParentElement() instanceof Process;
    }

    /** Tells passages of one element apart by what came after them, as short as a number. */
    private String future(Passage passage) {
        String known = futures.get(passage.id());
        if (known != null) {
            return known;
        }
        // Whoever goes in circles through here is told of the circle's length only.
        futures.put(passage.id(), "");
        String future = next.getOrDefault(passage.id(), Set.of()).stream()
                .map(byId::get)
                .map(to -> to.element() + to.cancelled() + future(to))
                .sorted()
                .collect(Collectors.joining(" "));
        String told = Integer.toHexString(future.hashCode());
        futures.put(passage.id(), told);
        return told;
    }
}
