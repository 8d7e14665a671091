package io.polisflow.security;

import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Profile;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.ldap.NamingException;
import org.springframework.scheduling.annotation.EnableScheduling;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** Reads the whole directory from time to time, on one node at a time: people can be assigned before they first sign on. */
@Component
@Profile("ldap")
@EnableScheduling
@EnableConfigurationProperties(LdapProperties.class)
class DirectoryRounds {

    static final String SOURCE = "ldap";

    private static final Logger LOG = LoggerFactory.getLogger(DirectoryRounds.class);

    private final LdapDirectory directory;
    private final People people;
    private final LdapProperties properties;
    private final JdbcTemplate jdbc;
    private final Clock clock;
    private final String reserved;

    DirectoryRounds(
            LdapDirectory directory,
            People people,
            LdapProperties properties,
            JdbcTemplate jdbc,
            Clock clock,
            @Value("${polisflow.admin.username:}") String administrator) {
        this.directory = directory;
        this.people = people;
        this.properties = properties;
        this.jdbc = jdbc;
        this.clock = clock;
        this.reserved = administrator;
    }

    /** @return false when another node has read it lately, or it did not answer */
    @Scheduled(
            fixedDelayString = "${polisflow.ldap.every:10m}",
            initialDelayString = "${polisflow.ldap.first-after:5s}")
    boolean round() {
        if (!take()) {
            return false;
        }
        List<Person> everybody;
        try {
            everybody = directory.everybody();
        } catch (NamingException e) {
            LOG.warn("The directory could not be read, people stay as they are: {}", e.getMessage());
            return false;
        }
        List<String> before = people.from(SOURCE);
        if (everybody.isEmpty() && !before.isEmpty()) {
            LOG.warn("The directory shows nobody any more, which is taken for a mistake: people stay as they are");
            return false;
        }
        Set<String> there = new HashSet<>();
        for (Person person : everybody) {
            if (write(person, before)) {
                there.add(person.id());
            }
        }
        before.stream().filter(id -> !there.contains(id)).forEach(people::dismiss);
        return true;
    }

    private boolean write(Person person, List<String> before) {
        if (!person.id().matches(Person.LOGIN)
                || person.id().equalsIgnoreCase(reserved)
                || person.groups().isEmpty() && !before.contains(person.id())) {
            // The rest of the company has no business here.
            return false;
        }
        try {
            people.write(person, SOURCE);
        } catch (RuntimeException e) {
            LOG.warn("{} of the directory cannot be written down: {}", person.id(), e.getMessage());
        }
        return true;
    }

    /** Whoever changes the row first reads; the others find it taken until it is time again. */
    private boolean take() {
        Instant now = clock.instant();
        return jdbc.update(
                        "update directory_round set taken_until = ? where id = 1 and taken_until <= ?",
                        Timestamp.from(
                                now.plus(properties.every().multipliedBy(9).dividedBy(10))),
                        Timestamp.from(now))
                == 1;
    }
}
