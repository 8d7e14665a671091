package io.polisflow.crm.client;

/** Editing cards as on a fresh machine. */
class CardEditsOnH2Test extends CardEditsTest {}
