package io.polisflow.crm.document;

import io.polisflow.crm.InsertOnce;
import java.time.Clock;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes the keys from the settings, once for all who need them. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EncryptionProperties.class)
class EncryptionConfiguration {

    @Bean
    EncryptionKeys encryptionKeys(EncryptionProperties properties) {
        EncryptionKeys keys = EncryptionKeys.of(properties);
        if (properties.required() && keys.active().isEmpty()) {
            throw EncryptionKeysException.none();
        }
        return keys;
    }

    @Bean
    EncryptionSweep encryptionSweep(
            JdbcTemplate jdbc,
            PlatformTransactionManager transactions,
            InsertOnce insertOnce,
            Files files,
            EncryptionKeys keys,
            Clock clock) {
        return new EncryptionSweep(jdbc, new TransactionTemplate(transactions), insertOnce, files, keys, clock);
    }
}
