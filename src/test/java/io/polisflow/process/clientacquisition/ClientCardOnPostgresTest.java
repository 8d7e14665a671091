package io.polisflow.process.clientacquisition;

import io.polisflow.fixtures.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL, whose transactions break where H2 goes on. */
@ContextConfiguration(initializers = Postgres.class)
class ClientCardOnPostgresTest extends ClientCardTest {}
