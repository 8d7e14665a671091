package io.polisflow.process.models.scenario;

import io.polisflow.crm.RefusedException;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.runtime.MessageCorrelationBuilder;
import org.camunda.bpm.engine.runtime.ProcessInstance;

/** What the beans that models call do in a story; the file {@code effects.yaml} says it and explains its words. */
final class Effects {

    private static final Map<String, Object> FILE = ProductYaml.read("effects.yaml");

    private final StoryFacts facts;
    private final StoryValues values;
    private final StoryClock clock;

    Effects(StoryFacts facts, StoryValues values, StoryClock clock) {
        this.facts = facts;
        this.values = values;
        this.clock = clock;
    }

    /** Names of the beans that stories can do without. */
    static Set<String> beans() {
        return FILE.keySet();
    }

    /** The other endings that a bean's work may have. */
    static Set<String> answers(String bean) {
        return ProductYaml.map(of(bean).get("answers")).keySet();
    }

    private static Map<String, Object> of(String bean) {
        return ProductYaml.map(FILE.get(bean));
    }

    /**
     * @param answer one of the bean's answers, or null for the usual ending
     * @param told variables that the story itself gives
     */
    void play(String bean, DelegateExecution execution, String answer, Map<String, Object> told) {
        Map<String, Object> effect = of(bean);
        refuse(ProductYaml.map(effect.get("requires")), facts.at(execution, clock));
        if (effect.containsKey("key")) {
            execution.setProcessBusinessKey(String.valueOf(values.of(effect.get("key"), facts.at(execution, clock))));
        }
        StoryValues.Known known = facts.at(execution, clock);
        Map<String, Object> other = answer == null
                ? Map.of()
                : ProductYaml.map(ProductYaml.map(effect.get("answers")).get(answer));
        remember(ProductYaml.map(effect.get("remembers")), known);
        remember(ProductYaml.map(other.get("remembers")), known);
        set(execution, effect, other, told, known);
        send(execution, ProductYaml.map(effect.get("starts")), true, known);
        send(execution, ProductYaml.map(effect.get("correlates")), false, known);
        control(execution, effect);
    }

    private static void refuse(Map<String, Object> required, StoryValues.Known known) {
        required.forEach((name, words) -> {
            if (known.get(name) == null) {
                throw new RefusedException(name, String.valueOf(words));
            }
        });
    }

    private void remember(Map<String, Object> described, StoryValues.Known known) {
        Map<String, Object> remembered = new LinkedHashMap<>();
        described.forEach((name, value) -> remembered.put(name, values.of(value, known)));
        facts.know(remembered);
    }

    /** The form's answers are still there while the values are worked out, and gone when the next step begins. */
    private void set(
            DelegateExecution execution,
            Map<String, Object> effect,
            Map<String, Object> other,
            Map<String, Object> told,
            StoryValues.Known known) {
        Map<String, Object> described = new LinkedHashMap<>(ProductYaml.map(effect.get("sets")));
        other.forEach((name, value) -> {
            if (!name.equals("remembers")) {
                described.put(name, value);
            }
        });
        Set<String> kept = new HashSet<>(strings(effect.get("hands")));
        kept.addAll(described.keySet());
        kept.addAll(told.keySet());
        described.forEach((name, value) -> {
            if (values.applies(value, known)) {
                execution.setVariable(name, StoryValues.stored(values.of(value, known)));
            }
        });
        told.forEach((name, value) -> execution.setVariable(name, StoryValues.stored(value)));
        if (Boolean.TRUE.equals(effect.get("form"))) {
            facts.read(execution, kept);
        }
        execution.removeVariables(strings(effect.get("clears")));
    }

    private void send(
            DelegateExecution execution, Map<String, Object> message, boolean start, StoryValues.Known known) {
        if (message.isEmpty() || !Boolean.TRUE.equals(values.of(message.getOrDefault("when", true), known))) {
            return;
        }
        Map<String, Object> with = new LinkedHashMap<>();
        ProductYaml.map(message.get("with"))
                .forEach((name, value) -> with.put(name, StoryValues.stored(values.of(value, known))));
        int times = ((Number) values.of(message.getOrDefault("times", 1), known)).intValue();
        for (int i = 0; i < times; i++) {
            MessageCorrelationBuilder sent = runtime(execution)
                    .createMessageCorrelation(String.valueOf(message.get("message")))
                    .processInstanceBusinessKey(
                            String.valueOf(values.of(message.getOrDefault("key", "=businessKey"), known)))
                    .setVariables(with);
            if (start) {
                sent.correlateStartMessage();
            } else {
                sent.correlate();
            }
        }
    }

    private static void control(DelegateExecution execution, Map<String, Object> effect) {
        RuntimeService runtime = runtime(execution);
        if (Boolean.TRUE.equals(effect.get("suspends"))) {
            called(execution).forEach(runtime::suspendProcessInstanceById);
        }
        if (Boolean.TRUE.equals(effect.get("resumes"))) {
            called(execution).forEach(runtime::activateProcessInstanceById);
        }
        for (String model : strings(effect.get("ends"))) {
            runtime.createProcessInstanceQuery()
                    .processDefinitionKey(model)
                    .processInstanceBusinessKey(execution.getProcessBusinessKey())
                    .list()
                    .forEach(instance -> runtime.deleteProcessInstance(instance.getId(), "Сделка проиграна"));
        }
    }

    private static List<String> called(DelegateExecution execution) {
        String own = execution.getProcessInstanceId();
        return runtime(execution).createProcessInstanceQuery().list().stream()
                .filter(instance -> own.equals(instance.getRootProcessInstanceId()) && !own.equals(instance.getId()))
                .map(ProcessInstance::getId)
                .toList();
    }

    private static RuntimeService runtime(DelegateExecution execution) {
        return execution.getProcessEngineServices().getRuntimeService();
    }

    @SuppressWarnings("unchecked")
    private static List<String> strings(Object list) {
        return list == null ? List.of() : (List<String>) list;
    }
}
