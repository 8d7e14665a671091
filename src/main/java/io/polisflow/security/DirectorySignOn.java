package io.polisflow.security;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Profile;
import org.springframework.ldap.NamingException;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.InternalAuthenticationServiceException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.stereotype.Component;

/** Signs people on with their password of the directory, behind the same locks as everybody. */
@Component
@Profile("ldap")
class DirectorySignOn {

    private static final Logger LOG = LoggerFactory.getLogger(DirectorySignOn.class);

    private final LdapDirectory directory;
    private final People people;
    private final SignOnLocks locks;
    private final String reserved;

    DirectorySignOn(
            LdapDirectory directory,
            People people,
            SignOnLocks locks,
            @Value("${polisflow.admin.username:}") String administrator) {
        this.directory = directory;
        this.people = people;
        this.locks = locks;
        this.reserved = administrator;
    }

    SignedOnUser signOn(String login, String password) {
        if (locks.closedUntil(login).isPresent()) {
            throw new LockedException("Too many failures by this name");
        }
        Person person;
        try {
            person = directory.signOn(login, password).filter(this::usable).orElse(null);
        } catch (NamingException e) {
            LOG.warn("The directory does not answer: {}", e.getMessage());
            throw new InternalAuthenticationServiceException("The directory does not answer", e);
        }
        if (person == null) {
            locks.failed(login);
            if (locks.closedUntil(login).isPresent()) {
                throw new LockedException("Too many failures by this name");
            }
            throw new BadCredentialsException("Wrong name or password");
        }
        if (!locks.succeeded(login)) {
            throw new LockedException("Too many failures by this name");
        }
        if (person.groups().isEmpty()) {
            people.known(person.id()).ifPresent(user -> people.dismiss(user.id()));
            throw new NoGroupException();
        }
        return people.write(person, DirectoryRounds.SOURCE);
    }

    private boolean usable(Person person) {
        return person.id().matches(Person.LOGIN) && !person.id().equalsIgnoreCase(reserved);
    }

    /** The password is right, and opens nothing here. */
    static class NoGroupException extends AuthenticationException {

        private static final long serialVersionUID = 1L;

        NoGroupException() {
            super("None of our groups");
        }
    }
}
