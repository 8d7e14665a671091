package io.polisflow.process.models;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** The same paths on PostgreSQL. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class PathFiguresOnPostgresTest extends PathFiguresTest {}
