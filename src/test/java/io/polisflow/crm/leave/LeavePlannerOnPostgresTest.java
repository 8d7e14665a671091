package io.polisflow.crm.leave;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on the database of production. */
// The same set-up as the process tests on PostgreSQL, so that they share one application.
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class LeavePlannerOnPostgresTest extends LeavePlannerTest {}
