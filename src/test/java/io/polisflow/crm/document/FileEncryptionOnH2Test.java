package io.polisflow.crm.document;

/** Sealed files as on a fresh machine. */
class FileEncryptionOnH2Test extends FileEncryptionTest {}
