package io.polisflow.process.sla;

/** On the database of a fresh machine. */
class SupervisionMetricsOnH2Test extends SupervisionMetricsTest {}
