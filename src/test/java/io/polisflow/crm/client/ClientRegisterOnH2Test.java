package io.polisflow.crm.client;

/** On the database of a fresh machine. */
class ClientRegisterOnH2Test extends ClientRegisterTest {}
