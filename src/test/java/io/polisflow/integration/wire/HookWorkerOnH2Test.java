package io.polisflow.integration.wire;

/** Accepted events on a fresh machine's database. */
class HookWorkerOnH2Test extends HookWorkerTest {}
