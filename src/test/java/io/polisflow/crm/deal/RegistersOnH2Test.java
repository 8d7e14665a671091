package io.polisflow.crm.deal;

/** On the database of a fresh machine. */
class RegistersOnH2Test extends RegistersTest {}
