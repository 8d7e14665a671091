package io.polisflow.crm.audit;

import java.util.List;
import java.util.UUID;
import javax.sql.DataSource;
import org.h2.jdbcx.JdbcDataSource;

/** On the database of a fresh machine. */
class AuditChainOnH2Test extends AuditChainTest {

    @Override
    DataSource newDatabase() {
        JdbcDataSource database = new JdbcDataSource();
        database.setUrl("jdbc:h2:mem:" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1;LOCK_TIMEOUT=30000");
        return database;
    }

    @Override
    String vendor() {
        return "h2";
    }

    @Override
    void unguard() {
        List.of("audit_event", "audit_link", "audit_anchor")
                .forEach(table -> jdbc.execute("drop trigger " + table + "_stays"));
        jdbc.execute("set referential_integrity false");
    }
}
