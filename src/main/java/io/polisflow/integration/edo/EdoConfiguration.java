package io.polisflow.integration.edo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.SigningEvents;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.function.SingletonSupplier;

/** Chooses the EDO operator by {@code polisflow.edo.provider} and the key that we sign with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdoProperties.class)
class EdoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(EdoConfiguration.class);
    private static final Duration LONGEST_PROBE = Duration.ofSeconds(2);

    @Bean
    DocumentExchange documentExchange(
            EdoProperties properties,
            ObjectMapper json,
            Clock clock,
            @Value("${polisflow.company.name:Polisflow}") String company) {
        if (!"diadoc".equals(properties.provider())) {
            throw new IllegalStateException(
                    "polisflow.edo.provider: unknown provider '" + properties.provider() + "', known: diadoc");
        }
        return new DiadocDocumentExchange(
                new DiadocApi(properties, properties.connectTimeout(), properties.readTimeout(), json),
                properties,
                new CmsSignatures(clock),
                key(properties.signing(), company, clock));
    }

    /** A file that cannot be opened stops the start; a throw-away key is made when it is first needed. */
    private static Supplier<SigningKey> key(EdoProperties.Signing signing, String company, Clock clock) {
        if (!signing.keyStore().isBlank()) {
            SigningKey key = SigningKey.load(Path.of(signing.keyStore()), signing.password());
            return () -> key;
        }
        return SingletonSupplier.of(() -> {
            LOG.info("documents are signed with a throw-away key: polisflow.edo.signing.key-store is not set");
            return SigningKey.throwAway(company, clock.instant());
        });
    }

    @Bean
    EdoEventReader edoEventReader(DocumentExchange exchange, SigningEvents signing, EdoProperties properties) {
        return new EdoEventReader(exchange, signing, properties);
    }

    /** Shows as {@code edo} in {@code /actuator/health}. */
    @Bean
    HealthIndicator edoHealthIndicator(EdoProperties properties, ObjectMapper json) {
        return new DiadocHealth(
                new DiadocApi(
                        properties, shorter(properties.connectTimeout()), shorter(properties.readTimeout()), json),
                properties.boxId());
    }

    private static Duration shorter(Duration timeout) {
        return timeout.compareTo(LONGEST_PROBE) < 0 ? timeout : LONGEST_PROBE;
    }
}
