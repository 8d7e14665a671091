package io.polisflow.process.models.migration;

/**
 * A deployed version of a model.
 *
 * @param id of the version in the engine
 * @param running how many instances run on it
 */
public record ModelVersion(String id, String key, String name, int version, int running) {}
