package io.polisflow.crm.report;

/** On the database of a fresh machine. */
class ReportsOnH2Test extends ReportsTest {}
