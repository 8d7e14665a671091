package io.polisflow.crm.audit;

import io.polisflow.fixtures.Postgres;
import java.util.List;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/** On the database of production. */
class AuditChainOnPostgresTest extends AuditChainTest {

    @Override
    DataSource newDatabase() {
        return new DriverManagerDataSource(Postgres.newDatabase(), "postgres", "postgres");
    }

    @Override
    String vendor() {
        return "postgresql";
    }

    @Override
    void unguard() {
        List.of("audit_event", "audit_link", "audit_anchor")
                .forEach(table -> jdbc.execute("alter table " + table + " disable trigger all"));
    }
}
