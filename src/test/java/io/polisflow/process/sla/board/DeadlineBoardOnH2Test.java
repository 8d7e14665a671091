package io.polisflow.process.sla.board;

/** On the database of a fresh machine. */
class DeadlineBoardOnH2Test extends DeadlineBoardTest {}
