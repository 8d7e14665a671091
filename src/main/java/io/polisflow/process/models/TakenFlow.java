package io.polisflow.process.models;

import java.util.List;
import org.camunda.bpm.model.bpmn.instance.SequenceFlow;

/** A sequence flow on a way that was gone, as a line of {@code taken_route.flows}; it outlasts the version that had it. */
record TakenFlow(long times, String id, String source, String target) {

    static String line(int times, SequenceFlow flow) {
        return String.join(
                " ",
                String.valueOf(times),
                flow.getId(),
                flow.getSource().getId(),
                flow.getTarget().getId());
    }

    static List<TakenFlow> of(String lines) {
        return lines.lines()
                .map(line -> line.split(" "))
                .map(parts -> new TakenFlow(Long.parseLong(parts[0]), parts[1], parts[2], parts[3]))
                .toList();
    }
}
