package io.polisflow.process.models.scenario;

import io.polisflow.process.models.scenario.Walk.Visit;
import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.delegate.BpmnError;

/** Keeps what a story wants its steps to answer: the next time, one after the other, or always. */
final class StoryAnswers {

    private static final String FAULT = "сбой";
    private static final Pattern ERROR = Pattern.compile("ошибка (\\S+)");

    /** @param answer null when the story only gives data */
    record Answer(String answer, Map<String, Object> data) {

        /** What an outside system that is down makes of the step, or a model's own error. */
        void failIfSaid() {
            if (FAULT.equals(answer)) {
                throw new Fault();
            }
            Matcher error = ERROR.matcher(answer == null ? "" : answer);
            if (error.matches()) {
                throw new BpmnError(error.group(1));
            }
        }

        /** The word that the bean's effect knows, or null. */
        String ofBean() {
            return answer == null
                            || answer.equals(FAULT)
                            || ERROR.matcher(answer).matches()
                    ? null
                    : answer;
        }
    }

    /** The step does not work for the time being. */
    static final class Fault extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Fault() {
            super("сбой, о котором говорит история");
        }
    }

    private final ModelLabels labels;
    private final Map<Visit, Deque<Answer>> next = new HashMap<>();
    private final Map<Visit, Answer> always = new HashMap<>();

    StoryAnswers(ModelLabels labels) {
        this.labels = labels;
    }

    /** @throws StepFailure when the step never answers so */
    void expect(Set<Visit> steps, String label, String said, Map<String, Object> data, boolean everyTime) {
        Answer answer = new Answer(said, data);
        Set<String> known = new TreeSet<>();
        steps.forEach(step -> known.addAll(Effects.answers(labels.bean(step))));
        if (answer.ofBean() != null && !known.contains(said)) {
            known.add(FAULT);
            throw new StepFailure(
                    "ответ «" + said + "» шага «" + label + "»", "он так не отвечает: " + Nearest.hint(said, known));
        }
        for (Visit step : steps) {
            if (everyTime) {
                always.put(step, answer);
            } else {
                next.computeIfAbsent(step, key -> new ArrayDeque<>()).addLast(answer);
            }
        }
    }

    Answer take(Visit step) {
        Deque<Answer> waiting = next.getOrDefault(step, new ArrayDeque<>());
        return waiting.isEmpty() ? always.getOrDefault(step, new Answer(null, Map.of())) : waiting.removeFirst();
    }
}
