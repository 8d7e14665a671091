package io.polisflow.security;

import io.polisflow.crm.DatabaseTrouble;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.util.Set;
import javax.sql.DataSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanClassLoaderAware;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ConfigurableObjectInputStream;
import org.springframework.core.convert.support.GenericConversionService;
import org.springframework.core.serializer.support.SerializingConverter;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.support.JdbcUtils;
import org.springframework.jdbc.support.MetaDataAccessException;
import org.springframework.session.config.SessionRepositoryCustomizer;
import org.springframework.session.jdbc.JdbcIndexedSessionRepository;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionCallback;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.transaction.support.TransactionTemplate;

/** Keeps sessions in the database, where every node finds them, and reads from there nothing but what we wrote. */
@Configuration(proxyBeanMethods = false)
class SessionStore implements BeanClassLoaderAware {

    private static final Logger LOG = LoggerFactory.getLogger(SessionStore.class);

    /** What a session holds, all the way down; a row with anything else is no session of ours. */
    private static final Set<String> KNOWN = Set.of(
            "java.lang.Boolean",
            "java.lang.Enum",
            "java.lang.Integer",
            "java.lang.Long",
            "java.lang.Number",
            "java.lang.Object",
            "java.lang.String",
            "java.net.URL",
            "java.time.Instant",
            "java.time.Ser",
            "java.util.ArrayList",
            "java.util.CollSer",
            "java.util.Date",
            "java.util.HashMap",
            "java.util.HashSet",
            "java.util.LinkedHashMap",
            "java.util.LinkedHashSet",
            "java.util.Map$Entry",
            "java.util.TreeMap",
            "java.util.TreeSet",
            "java.util.concurrent.CopyOnWriteArrayList",
            "org.springframework.util.LinkedMultiValueMap",
            "org.springframework.util.MultiValueMapAdapter",
            "org.springframework.web.servlet.FlashMap",
            "org.camunda.bpm.webapp.impl.security.auth.Authentication",
            "org.camunda.bpm.webapp.impl.security.auth.Authentications",
            "org.camunda.bpm.webapp.impl.security.auth.UserAuthentication",
            "org.springframework.security.authentication.AbstractAuthenticationToken",
            "org.springframework.security.authentication.UsernamePasswordAuthenticationToken",
            "org.springframework.security.core.authority.SimpleGrantedAuthority",
            "org.springframework.security.core.context.SecurityContextImpl",
            "org.springframework.security.web.authentication.WebAuthenticationDetails");

    private static final String KNOWN_PACKAGES = "java\\.util\\.(Collections|ImmutableCollections)\\$\\w+"
            + "|java\\.util\\.concurrent\\.ConcurrentHashMap(\\$\\w+)?"
            + "|java\\.util\\.concurrent\\.locks\\.\\w+(\\$\\w+)?"
            + "|io\\.polisflow\\.security\\.\\w+"
            + "|org\\.springframework\\.security\\.oauth2\\.(core|client)\\.[\\w.]+(\\$\\w+)?";

    /** Such a database can be read; who signs on meanwhile is refused by the audit, which cannot note it. */
    private static final Set<DatabaseTrouble> UNCHANGED = Set.of(DatabaseTrouble.READ_ONLY, DatabaseTrouble.FULL);

    private ClassLoader classes;

    @Override
    public void setBeanClassLoader(ClassLoader classes) {
        this.classes = classes;
    }

    @Bean
    GenericConversionService springSessionConversionService() {
        GenericConversionService conversion = new GenericConversionService();
        conversion.addConverter(Object.class, byte[].class, new SerializingConverter());
        conversion.addConverter(byte[].class, Object.class, this::read);
        return conversion;
    }

    /** A value that cannot be read, be it foreign or of an earlier release, is not there: its owner signs on anew. */
    private Object read(byte[] bytes) {
        try (ObjectInputStream in = new ConfigurableObjectInputStream(new ByteArrayInputStream(bytes), classes)) {
            in.setObjectInputFilter(SessionStore::judge);
            return in.readObject();
        } catch (IOException | ClassNotFoundException | RuntimeException e) {
            LOG.warn("A session's value cannot be read and is left out: {}", e.toString());
            return null;
        }
    }

    private static ObjectInputFilter.Status judge(ObjectInputFilter.FilterInfo info) {
        Class<?> type = info.serialClass();
        if (type == null) {
            return info.depth() > 50 ? ObjectInputFilter.Status.REJECTED : ObjectInputFilter.Status.UNDECIDED;
        }
        while (type.isArray()) {
            type = type.getComponentType();
        }
        String name = type.getName();
        return type.isPrimitive() || KNOWN.contains(name) || name.matches(KNOWN_PACKAGES)
                ? ObjectInputFilter.Status.ALLOWED
                : ObjectInputFilter.Status.REJECTED;
    }

    /** A look at a database that takes no changes must not fail because the session cannot note it. */
    @Bean(defaultCandidate = false)
    TransactionOperations springSessionTransactionOperations(PlatformTransactionManager transactions) {
        TransactionTemplate own = new TransactionTemplate(transactions);
        own.setPropagationBehavior(TransactionDefinition.PROPAGATION_REQUIRES_NEW);
        return new TransactionOperations() {
            @Override
            public <T> T execute(TransactionCallback<T> action) {
                try {
                    return own.execute(action);
                } catch (DataAccessException | TransactionException e) {
                    if (DatabaseTrouble.in(e).filter(UNCHANGED::contains).isEmpty()) {
                        throw e;
                    }
                    LOG.debug("A session's last look is not kept", e);
                    return null;
                }
            }
        };
    }

    /** Two requests of one session may write the same value first, and a third may end the session while they run. */
    @Bean
    SessionRepositoryCustomizer<JdbcIndexedSessionRepository> valuesAtOnce(DataSource dataSource)
            throws MetaDataAccessException {
        String product = JdbcUtils.extractDatabaseMetaData(dataSource, meta -> meta.getDatabaseProductName());
        boolean postgres = "PostgreSQL".equals(product);
        return repository -> repository.setCreateSessionAttributeQuery(
                postgres
                        ? """
                        insert into %TABLE_NAME%_attributes (session_primary_id, attribute_name, attribute_bytes)
                        select primary_id, v.name, v.bytes
                        from (select cast(? as char(36)) as id, cast(? as varchar) as name, cast(? as bytea) as bytes) v
                        join %TABLE_NAME% on primary_id = v.id
                        on conflict (session_primary_id, attribute_name) do update set attribute_bytes = excluded.attribute_bytes
                        """
                        : """
                        merge into %TABLE_NAME%_attributes a
                        using (select s.primary_id, v.name, v.bytes
                            from (select cast(? as char(36)) as id, cast(? as varchar) as name,
                                cast(? as longvarbinary) as bytes) v
                            join %TABLE_NAME% s on s.primary_id = v.id) n
                        on (a.session_primary_id = n.primary_id and a.attribute_name = n.name)
                        when matched then update set a.attribute_bytes = n.bytes
                        when not matched then insert (session_primary_id, attribute_name, attribute_bytes)
                            values (n.primary_id, n.name, n.bytes)
                        """);
    }
}
