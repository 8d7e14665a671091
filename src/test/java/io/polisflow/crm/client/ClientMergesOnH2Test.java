package io.polisflow.crm.client;

/** On the database of a fresh machine. */
class ClientMergesOnH2Test extends ClientMergesTest {}
