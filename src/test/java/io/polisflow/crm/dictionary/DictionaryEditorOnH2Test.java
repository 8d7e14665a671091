package io.polisflow.crm.dictionary;

/** On the database of a fresh machine. */
class DictionaryEditorOnH2Test extends DictionaryEditorTest {}
