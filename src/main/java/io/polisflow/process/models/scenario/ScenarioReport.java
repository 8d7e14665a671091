package io.polisflow.process.models.scenario;

import java.util.List;
import java.util.Set;

/**
 * What became of the stories that were run against a set of models.
 *
 * @param problem one Russian sentence why nothing could be run, else null
 * @param coverage by model, in the order of their names
 */
public record ScenarioReport(String problem, List<Result> results, List<Coverage> coverage) {

    /** @return whether every story ended as it is told */
    public boolean passed() {
        return problem == null && results.stream().allMatch(Result::passed);
    }

    /**
     * @param failure null when it passed
     * @param tokens where the tokens stood at the end
     */
    public record Result(Scenario scenario, Failure failure, List<Token> tokens) {

        public boolean passed() {
            return failure == null;
        }
    }

    /**
     * The sentence that did not come true.
     *
     * @param line of the sentence in the scenario's file
     * @param expected in Russian
     * @param found in Russian
     */
    public record Failure(String sentence, int line, String expected, String found) {}

    /**
     * @param element id of the element in the model
     * @param label what the diagram shows there, or the id where it shows nothing
     */
    public record Token(String model, String modelName, String element, String label) {}

    /**
     * What the stories have walked of one model.
     *
     * @param elements ids of the flow nodes that a token has reached
     * @param flows ids of the sequence flows that a token has taken
     * @param missedElements ids of the flow nodes that no story reaches
     * @param missedFlows ids of the sequence flows that no story takes
     */
    public record Coverage(
            String model,
            String modelName,
            Set<String> elements,
            Set<String> flows,
            Set<String> missedElements,
            Set<String> missedFlows) {

        /** @return the share of elements and flows that were walked, from 0 to 100, rounded down */
        public int percent() {
            int walked = elements.size() + flows.size();
            int all = walked + missedElements.size() + missedFlows.size();
            return all == 0 ? 100 : walked * 100 / all;
        }
    }
}
