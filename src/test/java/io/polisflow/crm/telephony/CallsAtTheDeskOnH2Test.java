package io.polisflow.crm.telephony;

/** Calls as a fresh machine keeps them. */
class CallsAtTheDeskOnH2Test extends CallsAtTheDeskTest {}
