package io.polisflow.crm.worklog;

/** As a fresh machine has it. */
class WorkRecountOnH2Test extends WorkRecountTest {}
