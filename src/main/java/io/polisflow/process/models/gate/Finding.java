package io.polisflow.process.models.gate;

/**
 * What is wrong at one place of a set of models, in the words of whoever drew it.
 *
 * @param rule a stable kebab-case name of the rule that was broken
 * @param file the path of the file
 * @param element the id of the element, or null when the file as a whole is meant
 * @param name the element's label, or null when it has none
 * @param problem one Russian sentence
 * @param remedy one Russian sentence that says how to mend it
 * @param line where the element begins in the file, counted from 1, or 0 when that is unknown
 */
public record Finding(
        Severity severity,
        String rule,
        String file,
        String element,
        String name,
        String problem,
        String remedy,
        int line) {

    /** Whether a set may take effect in spite of it. */
    public enum Severity {
        ERROR,
        WARNING
    }
}
