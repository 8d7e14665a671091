package io.polisflow.process.firstcontact;

import io.polisflow.fixtures.Postgres;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL, whose transactions break where H2 goes on. */
@ContextConfiguration(initializers = Postgres.class)
class FirstTouchTimerOnPostgresTest extends FirstTouchTimerTest {}
