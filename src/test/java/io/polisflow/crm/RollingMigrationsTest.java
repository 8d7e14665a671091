package io.polisflow.crm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * While nodes are upgraded one after another, those of the former release go on with the schema of the new one: a migration may add, and takes
 * away only what the former release has stopped to use, and then says so.
 */
class RollingMigrationsTest {

    /** Earlier ones were never rolled. */
    private static final int FIRST = 76;

    /** A line of this kind says why no node of the former release misses what goes. */
    private static final String CONTRACTS = "-- contracts:";

    private static final Pattern VERSION = Pattern.compile("V0*(\\d+)(_\\d+)?__.*\\.sql");
    private static final Pattern CREATED = Pattern.compile("create table (?:if not exists )?(\\w+)");
    private static final Pattern UNIQUE = Pattern.compile("create unique index (?:if not exists )?\\w+ on (\\w+).*");
    private static final Pattern ALTERED = Pattern.compile("alter table (?:if exists )?(\\w+) (.*)");
    private static final Pattern BREAKS = Pattern.compile(
            "drop (?!not null|default|constraint).*|rename .*|alter (column )?\\w+ (set not null|type|set data type).*"
                    + "|add (constraint|check|unique|foreign|primary).*");

    @Test
    void migrationsLeaveWhatTheFormerReleaseUses() throws IOException {
        List<String> breaches = new ArrayList<>();
        for (Path file : migrations()) {
            breaches(Files.readString(file)).forEach(breach -> breaches.add(file.getFileName() + ": " + breach));
        }
        assertThat(breaches).isEmpty();
    }

    private static List<Path> migrations() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/resources/db/migration"))) {
            List<Path> rolled = files.filter(file -> {
                        Matcher version = VERSION.matcher(file.getFileName().toString());
                        return version.matches() && Integer.parseInt(version.group(1)) >= FIRST;
                    })
                    .toList();
            assertThat(rolled).isNotEmpty();
            return rolled;
        }
    }

    private static List<String> breaches(String migration) {
        if (migration.lines().anyMatch(line -> line.startsWith(CONTRACTS) && line.length() > CONTRACTS.length() + 20)) {
            return List.of();
        }
        List<String> breaches = new ArrayList<>();
        Set<String> created = new HashSet<>();
        for (String each : migration.replaceAll("--.*", "").split(";")) {
            String statement = each.strip().replaceAll("\\s+", " ").toLowerCase(Locale.ROOT);
            Matcher create = CREATED.matcher(statement);
            if (create.lookingAt()) {
                created.add(create.group(1));
            }
            if (breaks(statement, created)) {
                breaches.add(statement);
            }
        }
        return breaches;
    }

    private static boolean breaks(String statement, Set<String> created) {
        Matcher unique = UNIQUE.matcher(statement);
        Matcher alter = ALTERED.matcher(statement);
        if (unique.matches()) {
            return !created.contains(unique.group(1));
        }
        if (alter.matches() && !created.contains(alter.group(1))) {
            String change = alter.group(2);
            return BREAKS.matcher(change).matches()
                    || change.startsWith("add") && change.contains("not null") && !change.contains("default");
        }
        return statement.matches("(drop (table|view|sequence|function) |truncate ).*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "drop table deal",
                "create table x (id int);\n drop view deals",
                "alter table deal drop column stage",
                "alter table deal\n  rename column stage to step",
                "alter table deal rename to matter",
                "alter table deal alter column stage set not null",
                "alter table deal alter column stage type varchar(5)",
                "alter table deal add column colour varchar(5) not null",
                "alter table deal add constraint few check (stage <> 'LOST')",
                "create unique index one on deal (client_id)",
                "truncate deal",
                "-- contracts: yes\ndrop table deal"
            })
    void whatTheFormerReleaseWouldMissIsFound(String migration) {
        assertThat(breaches(migration)).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "create table x (id int not null primary key); create unique index x_id on x (id);"
                        + "alter table x add constraint x_few check (id < 5)",
                "alter table deal add column colour varchar(5)",
                "alter table deal add column colour varchar(5) default 'red' not null",
                "alter table deal alter column stage drop not null",
                "alter table deal drop constraint few",
                "create index deal_colour on deal (colour); drop index deal_stage",
                "-- contracts: the release before has read «step» instead of it\nalter table deal drop column stage"
            })
    void whatItDoesNotMissGoesThrough(String migration) {
        assertThat(breaches(migration)).isEmpty();
    }

    @Test
    void aNodeOfTheFormerReleaseStartsOnTheSchemaOfTheNewOne(@TempDir Path release) throws IOException {
        Files.writeString(
                release.resolve("V999__of_the_next_release.sql"), "create table of_the_next_release (id int)");
        FluentConfiguration former = Flyway.configure()
                .dataSource("jdbc:h2:mem:rolling;DB_CLOSE_DELAY=-1", "sa", "")
                .locations("classpath:db/migration/common", "classpath:db/migration/h2");
        Flyway.configure()
                .configuration(former)
                .locations("classpath:db/migration/common", "classpath:db/migration/h2", "filesystem:" + release)
                .load()
                .migrate();

        assertThat(former.load().migrate().migrationsExecuted).isZero();
    }
}
