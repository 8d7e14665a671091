package io.polisflow.seed;

import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.flywaydb.core.Flyway;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.SimpleCommandLinePropertySource;
import org.springframework.jdbc.datasource.DriverManagerDataSource;

/**
 * The command {@code mvn -Pseed}: fills the PostgreSQL database that {@code SPRING_DATASOURCE_URL}, {@code …USERNAME} and
 * {@code …PASSWORD} name; makes the CRM's tables first when they are not there.
 */
public final class SeedDatabase {

    private SeedDatabase() {}

    /** @param arguments {@code --clients}, {@code --contacts}, {@code --deals}, and {@code --force} to add to real clients */
    public static void main(String[] arguments) throws SQLException {
        CommandLinePropertySource<?> asked = new SimpleCommandLinePropertySource(arguments);
        Map<String, String> environment = System.getenv();
        String url = Objects.requireNonNullElse(environment.get("SPRING_DATASOURCE_URL"), "");
        if (!url.startsWith("jdbc:postgresql:")) {
            refuse("Name a PostgreSQL database: SPRING_DATASOURCE_URL=jdbc:postgresql://host/name, with"
                    + " SPRING_DATASOURCE_USERNAME and SPRING_DATASOURCE_PASSWORD");
        }
        DriverManagerDataSource database = new DriverManagerDataSource(
                url, environment.get("SPRING_DATASOURCE_USERNAME"), environment.get("SPRING_DATASOURCE_PASSWORD"));
        Flyway.configure()
                .dataSource(database)
                .locations("classpath:db/migration/common", "classpath:db/migration/postgresql")
                .load()
                .migrate();
        CrmSeed.Size size =
                new CrmSeed.Size(number(asked, "clients"), number(asked, "contacts"), number(asked, "deals"));
        try {
            new CrmSeed(database, Clock.systemUTC().instant(), new Progress())
                    .fill(size, Boolean.parseBoolean(asked.getProperty("force")));
        } catch (IllegalStateException e) {
            refuse(e.getMessage() + "; -Dforce=true adds to them all the same");
        }
        System.out.printf("%,d managers, the first is «%s»%n", size.managers(), CrmSeed.manager(0));
    }

    private static long number(CommandLinePropertySource<?> asked, String name) {
        return Long.parseLong(Objects.requireNonNull(asked.getProperty(name), "--" + name));
    }

    /** Prints how far it is, once a second at most. */
    private static final class Progress implements Consumer<String> {

        private final long begun = System.nanoTime();
        private long printed = -1;

        @Override
        public void accept(String line) {
            long second = Duration.ofNanos(System.nanoTime() - begun).toSeconds();
            if (second > printed) {
                System.out.printf("%5d s  %s%n", second, line);
                printed = second;
            }
        }
    }

    private static void refuse(String reason) {
        System.err.println(reason);
        System.exit(1);
    }
}
