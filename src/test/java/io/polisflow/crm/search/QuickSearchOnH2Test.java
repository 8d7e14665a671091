package io.polisflow.crm.search;

/** On the database of a fresh machine. */
class QuickSearchOnH2Test extends QuickSearchTest {}
