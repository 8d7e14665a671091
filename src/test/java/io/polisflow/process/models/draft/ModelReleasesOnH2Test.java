package io.polisflow.process.models.draft;

/** On the database of a fresh machine. */
class ModelReleasesOnH2Test extends ModelReleasesTest {}
