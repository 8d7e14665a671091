package io.polisflow.crm.overview;

/** On the database of a fresh machine. */
class MattersOnH2Test extends MattersTest {}
