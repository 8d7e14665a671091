package io.polisflow.crm.clientimport;

/** On the database of a fresh machine. */
class ClientImportsOnH2Test extends ClientImportsTest {}
