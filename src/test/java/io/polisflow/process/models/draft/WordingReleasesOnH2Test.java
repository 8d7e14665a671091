package io.polisflow.process.models.draft;

/** On the database of a fresh machine. */
class WordingReleasesOnH2Test extends WordingReleasesTest {}
