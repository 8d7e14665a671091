package io.polisflow.crm;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** On the database of production. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class DatabaseFaultsOnPostgresTest extends DatabaseFaultsTest {}
