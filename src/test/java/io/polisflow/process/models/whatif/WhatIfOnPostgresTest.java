package io.polisflow.process.models.whatif;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class WhatIfOnPostgresTest extends WhatIfTest {}
