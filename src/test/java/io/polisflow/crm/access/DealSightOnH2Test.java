package io.polisflow.crm.access;

/** On the database of a fresh machine. */
class DealSightOnH2Test extends DealSightTest {}
