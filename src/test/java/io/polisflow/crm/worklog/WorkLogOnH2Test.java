package io.polisflow.crm.worklog;

/** As a fresh machine has it. */
class WorkLogOnH2Test extends WorkLogTest {}
