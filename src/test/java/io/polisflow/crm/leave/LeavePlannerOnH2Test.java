package io.polisflow.crm.leave;

/** On the database of a fresh machine. */
class LeavePlannerOnH2Test extends LeavePlannerTest {}
