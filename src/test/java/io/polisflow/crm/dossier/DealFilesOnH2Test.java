package io.polisflow.crm.dossier;

/** Files as on a fresh machine. */
class DealFilesOnH2Test extends DealFilesTest {}
