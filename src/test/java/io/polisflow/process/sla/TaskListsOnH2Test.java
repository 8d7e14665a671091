package io.polisflow.process.sla;

/** On the database of a fresh machine. */
class TaskListsOnH2Test extends TaskListsTest {}
