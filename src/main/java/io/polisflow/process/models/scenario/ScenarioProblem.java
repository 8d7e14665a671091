package io.polisflow.process.models.scenario;

/**
 * What keeps a file of stories from being understood.
 *
 * @param line counted from 1, 0 when unknown
 * @param problem one Russian sentence
 * @param remedy one Russian sentence that says how to mend it
 */
public record ScenarioProblem(String file, int line, String problem, String remedy) {}
