package io.polisflow.crm.access;

/** On the database of a fresh machine. */
class SightInListsOnH2Test extends SightInListsTest {}
