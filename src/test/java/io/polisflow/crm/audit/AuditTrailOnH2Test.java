package io.polisflow.crm.audit;

/** On the database of a fresh machine. */
class AuditTrailOnH2Test extends AuditTrailTest {}
