package io.polisflow.crm.proposal;

/** On the database of a fresh machine. */
class CatalogueEditorOnH2Test extends CatalogueEditorTest {}
