package io.polisflow.security;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.naming.InvalidNameException;
import javax.naming.directory.SearchControls;
import javax.naming.ldap.LdapName;
import org.springframework.context.annotation.Profile;
import org.springframework.dao.IncorrectResultSizeDataAccessException;
import org.springframework.ldap.control.PagedResultsDirContextProcessor;
import org.springframework.ldap.core.ContextMapper;
import org.springframework.ldap.core.DirContextOperations;
import org.springframework.ldap.core.support.DefaultTlsDirContextAuthenticationStrategy;
import org.springframework.ldap.core.support.LdapContextSource;
import org.springframework.ldap.core.support.SingleContextSource;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.userdetails.UsernameNotFoundException;
import org.springframework.security.ldap.authentication.BindAuthenticator;
import org.springframework.security.ldap.search.FilterBasedLdapUserSearch;
import org.springframework.security.ldap.userdetails.DefaultLdapAuthoritiesPopulator;
import org.springframework.stereotype.Component;

/** Asks the directory who people are. Every method throws {@link org.springframework.ldap.NamingException} when it does not answer. */
@Component
@Profile("ldap")
class LdapDirectory {

    private static final int PAGE = 500;

    private final LdapProperties properties;
    private final LdapContextSource source;
    private final BindAuthenticator authenticator;
    private final DefaultLdapAuthoritiesPopulator groupsOfOne;

    LdapDirectory(LdapProperties properties) {
        this.properties = properties;
        this.source = source(properties);
        FilterBasedLdapUserSearch search = new FilterBasedLdapUserSearch(
                properties.people().base(), properties.people().one(), source);
        this.authenticator = new BindAuthenticator(source);
        this.authenticator.setUserSearch(search);
        this.groupsOfOne =
                new DefaultLdapAuthoritiesPopulator(source, properties.groups().base());
        this.groupsOfOne.setGroupSearchFilter(properties.groups().ofOne());
        this.groupsOfOne.setGroupRoleAttribute(properties.groups().name());
        this.groupsOfOne.setSearchSubtree(true);
        this.groupsOfOne.setConvertToUpperCase(false);
        this.groupsOfOne.setRolePrefix("");
        this.groupsOfOne.setIgnorePartialResultException(true);
    }

    private static LdapContextSource source(LdapProperties properties) {
        LdapContextSource source = new LdapContextSource();
        source.setUrls(properties.urls().toArray(String[]::new));
        source.setBase(properties.base());
        if (properties.startTls() && properties.bindDn().isBlank()) {
            // The client asks a stranger's questions before and without TLS.
            throw new IllegalStateException("polisflow.ldap.start-tls needs polisflow.ldap.bind-dn");
        }
        source.setUserDn(properties.bindDn());
        source.setPassword(properties.bindPassword());
        if (properties.startTls()) {
            source.setAuthenticationStrategy(new DefaultTlsDirContextAuthenticationStrategy());
        }
        source.setPooled(false);
        source.setBaseEnvironmentProperties(Map.of(
                "com.sun.jndi.ldap.connect.timeout",
                String.valueOf(properties.connectTimeout().toMillis()),
                "com.sun.jndi.ldap.read.timeout",
                String.valueOf(properties.readTimeout().toMillis())));
        source.afterPropertiesSet();
        return source;
    }

    /** @return the person, when the directory knows the login and takes the password */
    Optional<Person> signOn(String login, String password) {
        if (password.isEmpty()) {
            // A directory takes a name without password for a stranger's greeting and says yes.
            return Optional.empty();
        }
        try {
            DirContextOperations entry =
                    authenticator.authenticate(UsernamePasswordAuthenticationToken.unauthenticated(login, password));
            String id = text(entry, properties.people().login());
            List<String> groups = groupsOfOne.getGroupMembershipRoles(entry.getNameInNamespace(), id).stream()
                    .map(GrantedAuthority::getAuthority)
                    .toList();
            return Optional.of(person(entry, id, groups));
        } catch (BadCredentialsException | UsernameNotFoundException | IncorrectResultSizeDataAccessException e) {
            return Optional.empty();
        }
    }

    /** Everybody who counts as staff, read page by page, each with those of our groups in which the directory has them. */
    List<Person> everybody() {
        Map<Object, Set<String>> groups = members();
        return search(properties.people().base(), properties.people().filter(), context -> {
            DirContextOperations entry = (DirContextOperations) context;
            String id = text(entry, properties.people().login());
            Object key = properties.groups().memberIsLogin() ? id : name(entry.getNameInNamespace());
            return person(entry, id, groups.getOrDefault(key, Set.of()));
        });
    }

    /** The groups of each member, by name in the directory or by login. */
    private Map<Object, Set<String>> members() {
        Map<Object, Set<String>> groups = new HashMap<>();
        search(properties.groups().base(), properties.groups().filter(), context -> {
            DirContextOperations entry = (DirContextOperations) context;
            String group = text(entry, properties.groups().name());
            String[] members = entry.getStringAttributes(properties.groups().member());
            for (String member : members == null ? new String[0] : members) {
                Object key = properties.groups().memberIsLogin() ? member : name(member);
                groups.computeIfAbsent(key, any -> new HashSet<>()).add(group);
            }
            return group;
        });
        return groups;
    }

    private <T> List<T> search(String base, String filter, ContextMapper<T> mapper) {
        SearchControls controls = new SearchControls();
        controls.setSearchScope(SearchControls.SUBTREE_SCOPE);
        controls.setReturningObjFlag(true);
        PagedResultsDirContextProcessor pages = new PagedResultsDirContextProcessor(PAGE);
        // Active Directory ends a search at its root with referrals, which are no error.
        return SingleContextSource.doWithSingleContext(
                source,
                operations -> {
                    List<T> found = new ArrayList<>();
                    do {
                        found.addAll(operations.search(base, filter, controls, mapper, pages));
                    } while (pages.hasMore());
                    return found;
                },
                true,
                true,
                false);
    }

    private Person person(DirContextOperations entry, String id, java.util.Collection<String> groups) {
        return new Person(
                id,
                text(entry, properties.people().firstName()),
                text(entry, properties.people().lastName()),
                text(entry, properties.people().email()),
                Person.ours(groups, properties.groups().mapping()));
    }

    private static String text(DirContextOperations entry, String attribute) {
        String value = entry.getStringAttribute(attribute);
        return value == null ? "" : value.strip();
    }

    /** Comparable whatever blanks and letters' cases it is written with. */
    private static Object name(String written) {
        try {
            return new LdapName(written);
        } catch (InvalidNameException e) {
            return written;
        }
    }
}
