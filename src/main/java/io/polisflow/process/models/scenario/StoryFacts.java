package io.polisflow.process.models.scenario;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.engine.delegate.DelegateExecution;

/** What a story knows beside the variables of its processes; the CRM would keep it. */
final class StoryFacts {

    private final Map<String, Object> known = new HashMap<>();
    private Set<String> submitted = Set.of();
    private int deals;
    private String user;

    StoryFacts(Map<String, Object> defaults) {
        known.putAll(defaults);
    }

    void know(Map<String, Object> facts) {
        known.putAll(facts);
    }

    Object get(String name) {
        return known.get(name);
    }

    /** What a process that the story itself begins starts with. */
    Map<String, Object> variables() {
        Map<String, Object> variables = new HashMap<>();
        known.forEach((name, value) -> variables.put(name, StoryValues.stored(value)));
        return variables;
    }

    String newDeal() {
        deals++;
        return number();
    }

    /** The number of the deal that the story tells of; the first process that needs one gives it. */
    String deal() {
        return deals == 0 ? newDeal() : number();
    }

    private String number() {
        return "D-2026-%06d".formatted(deals);
    }

    void works(String who) {
        user = who;
    }

    /** Notes which answers the last form has left in its process. */
    void submitted(Set<String> keys) {
        submitted = keys;
    }

    /** Takes the answers of the last form out of the process, as whoever records them does. */
    void read(DelegateExecution execution, Set<String> kept) {
        for (String key : submitted) {
            while (!kept.contains(key) && execution.hasVariable(key)) {
                execution.removeVariable(key);
            }
        }
        submitted = Set.of();
    }

    /** What can be asked in the place of that execution. */
    StoryValues.Known at(DelegateExecution execution, StoryClock clock) {
        Map<String, Object> here = new HashMap<>();
        here.put("businessKey", execution.getProcessBusinessKey());
        here.put("user", user);
        here.put("today", clock.today());
        return new StoryValues.Known() {
            @Override
            public Set<String> names() {
                Set<String> names = new HashSet<>(known.keySet());
                names.addAll(execution.getVariableNames());
                names.addAll(here.keySet());
                return names;
            }

            @Override
            public Object get(String name) {
                if (here.containsKey(name)) {
                    return here.get(name);
                }
                return StoryValues.plain(execution.hasVariable(name) ? execution.getVariable(name) : known.get(name));
            }

            @Override
            public String newDeal() {
                return StoryFacts.this.newDeal();
            }

            @Override
            public Object decide(String decision) {
                Map<String, Object> asked = new HashMap<>(known);
                asked.putAll(execution.getVariables());
                return execution
                        .getProcessEngineServices()
                        .getDecisionService()
                        .evaluateDecisionTableByKey(decision)
                        .variables(asked)
                        .evaluate()
                        .getSingleResult()
                        .getSingleEntry();
            }
        };
    }
}
