package io.polisflow.security;

/** As H2 tells it. */
class DatabaseFaultsOnH2Test extends DatabaseFaultsTest {}
