package io.polisflow.crm.template;

/** On the database of a fresh machine. */
class TemplatesOnH2Test extends TemplatesTest {}
