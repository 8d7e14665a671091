package io.polisflow.bench;

import com.zaxxer.hikari.HikariDataSource;
import io.polisflow.fixtures.Postgres;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import javax.sql.DataSource;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.MapPropertySource;
import org.springframework.jdbc.datasource.DelegatingDataSource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * One application over two databases of one PostgreSQL, a small and a large one, between which a benchmark switches from page to
 * page: so both are measured under the same load, by the same compiled code.
 */
class TwoDatabases implements ApplicationContextInitializer<ConfigurableApplicationContext> {

    static final String SMALL = "small";
    static final String LARGE = "large";

    private static final String USER = "postgres";
    private static EmbeddedPostgres server;

    @Override
    public void initialize(ConfigurableApplicationContext context) {
        try {
            server = Postgres.durable().start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        administer("create database " + SMALL);
        Map<String, Object> properties =
                Map.of("spring.datasource.url", url(SMALL), "spring.datasource.username", USER);
        context.getEnvironment().getPropertySources().addFirst(new MapPropertySource(SMALL, properties));
    }

    /** Makes the large one, so far with what the application has written into the small one. */
    static void copy() {
        administer("alter database " + SMALL + " allow_connections false");
        administer("select pg_terminate_backend(pid, 10000) from pg_stat_activity where datname = '" + SMALL + "'");
        administer("create database " + LARGE + " template " + SMALL);
        administer("alter database " + SMALL + " allow_connections true");
    }

    /** A new connection to it each time, apart from the application's. */
    static DataSource direct(String database) {
        return new DriverManagerDataSource(url(database), USER, "");
    }

    private static String url(String database) {
        return server.getJdbcUrl(USER, database);
    }

    private static void administer(String command) {
        try (Connection connection = server.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IllegalStateException(command, e);
        }
    }

    /** The application's data source, whichever database it leads to at the moment. */
    static final class Switch extends DelegatingDataSource {

        private final DataSource small;
        private final HikariDataSource large = new HikariDataSource();

        private Switch(DataSource small) {
            super(small);
            this.small = small;
        }

        /** From now on every page reads that database. */
        void to(String database) {
            if (database.equals(LARGE) && large.getJdbcUrl() == null) {
                large.setJdbcUrl(url(LARGE));
                large.setUsername(USER);
            }
            setTargetDataSource(database.equals(LARGE) ? large : small);
        }

        void close() {
            to(SMALL);
            large.close();
        }
    }

    /** Puts the switch before the application's data source. */
    @TestConfiguration(proxyBeanMethods = false)
    static class Switched {

        @Bean
        static BeanPostProcessor switchedDataSource() {
            return new BeanPostProcessor() {
                @Override
                public Object postProcessAfterInitialization(Object bean, String name) {
                    return bean instanceof DataSource source ? new Switch(source) : bean;
                }
            };
        }
    }
}
