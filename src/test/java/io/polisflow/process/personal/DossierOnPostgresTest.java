package io.polisflow.process.personal;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class DossierOnPostgresTest extends DossierTest {}
