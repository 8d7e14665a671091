package io.polisflow.crm.telephony;

/** Calls as a fresh machine keeps them. */
class CallsOnH2Test extends CallsTest {}
