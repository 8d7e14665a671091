package io.polisflow.process.models.scenario;

import java.util.List;

/**
 * A way to say a step, for whoever writes a story.
 *
 * @param word what the step begins with
 * @param sentence with {@code {…}} where something has to be filled in
 * @param details the words that may stand under it
 */
public record PhraseHelp(String word, String sentence, String meaning, List<String> details) {}
