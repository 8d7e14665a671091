package io.polisflow.process.models.scenario;

import java.util.List;
import java.util.Map;

/**
 * A business story in an analyst's words, as a file tells it.
 *
 * @param useCase {@code UC1} to {@code UC7}, or null when the file names none
 * @param line where it begins in the file, counted from 1
 */
public record Scenario(String name, String useCase, String file, int line, List<Step> steps) {

    /**
     * One sentence of the story.
     *
     * @param text the sentence without its first word
     * @param details what stands under the sentence, by its word: answers, data, a deadline
     */
    public record Step(Kind kind, String text, Map<String, Object> details, int line) {

        /** The sentence with its first word. */
        public String sentence() {
            return kind.word() + " " + text;
        }
    }

    /** What a sentence does: prepares the world, lets something happen, or says what must be seen. */
    public enum Kind {
        GIVEN("Дано:"),
        WHEN("Когда"),
        THEN("То");

        private final String word;

        Kind(String word) {
            this.word = word;
        }

        /** The Russian word that such a sentence begins with. */
        public String word() {
            return word;
        }
    }
}
