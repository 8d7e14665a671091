package io.polisflow.crm.knowledge;

/** The knowledge base as a fresh machine has it. */
class KnowledgeSearchOnH2Test extends KnowledgeSearchTest {}
