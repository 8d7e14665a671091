package io.polisflow.crm;

/** On the database of a fresh machine. */
class DatabaseFaultsOnH2Test extends DatabaseFaultsTest {}
