package io.polisflow.integration.edo;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.integration.wire.ExchangeRecorder;
import io.polisflow.integration.wire.Wire;
import io.polisflow.integration.wire.WireHealth;
import java.time.Clock;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;
import org.springframework.core.io.ResourceLoader;
import org.springframework.util.StringUtils;
import org.springframework.util.function.SingletonSupplier;

/** Chooses the EDO operator by {@code polisflow.edo.provider} and the key that we sign with. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(EdoProperties.class)
class EdoConfiguration {

    private static final Logger LOG = LoggerFactory.getLogger(EdoConfiguration.class);

    @Bean
    DocumentExchange documentExchange(
            EdoProperties properties,
            DiadocToken diadocToken,
            Wire wire,
            ObjectMapper json,
            Clock clock,
            ResourceLoader resources,
            @Value("${polisflow.company.name:Polisflow}") String company) {
        return new DiadocDocumentExchange(
                new DiadocApi(wire.to(DiadocApi.SYSTEM, properties.wire()), diadocToken, json),
                properties,
                key(properties.signing(), resources, company, clock),
                new SignatureVerifier(trust(properties, resources), new RevocationLists(properties.crl())),
                clock);
    }

    @Bean
    DiadocToken diadocToken(EdoProperties properties, Wire wire, Clock clock) {
        return properties.oidc().used()
                ? new OidcDiadocToken(wire.to(DiadocApi.SYSTEM, properties.tokenWire()), properties.oidc(), clock)
                : DiadocToken.fixed(properties.token());
    }

    /** The library of keys has hundreds of classes in signed files: another processor loads them before the start opens ours. */
    @Bean
    static BeanFactoryPostProcessor cryptographyAhead(Environment settings) {
        boolean used = StringUtils.hasText(settings.getProperty("polisflow.edo.signing.key-store"))
                || StringUtils.hasText(settings.getProperty("polisflow.edo.trust-store"));
        return beans -> {
            if (used) {
                new Thread(() -> SigningKey.BOUNCY_CASTLE.getInfo(), "cryptography-ahead").start();
            }
        };
    }

    /** A file that cannot be opened stops the start; a throw-away key is made when it is first needed. */
    private static Supplier<SigningKey> key(
            EdoProperties.Signing signing, ResourceLoader resources, String company, Clock clock) {
        if (!signing.keyStore().isBlank()) {
            SigningKey key = SigningKey.load(TrustStore.resource(resources, signing.keyStore()), signing.password());
            return () -> key;
        }
        return SingletonSupplier.of(() -> {
            LOG.info("documents are signed with a throw-away key: polisflow.edo.signing.key-store is not set");
            return SigningKey.throwAway(company, clock.instant());
        });
    }

    private static TrustStore trust(EdoProperties properties, ResourceLoader resources) {
        return properties.trustStore().isBlank()
                ? TrustStore.none()
                : TrustStore.load(
                        TrustStore.resource(resources, properties.trustStore()), properties.trustStorePassword());
    }

    @Bean
    EdoEventReader edoEventReader(
            DocumentExchange exchange,
            SigningEvents signing,
            EdoProperties properties,
            ExchangeRecorder recorder,
            NodeTurns turns) {
        return new EdoEventReader(exchange, signing, properties, recorder, turns);
    }

    /** Shows as {@code edo} in {@code /actuator/health}. */
    @Bean
    HealthIndicator edoHealthIndicator(
            EdoProperties properties, DiadocToken diadocToken, Wire wire, ObjectMapper json) {
        return health(
                new DiadocApi(wire.to(DiadocApi.SYSTEM, properties.wire().forProbe()), diadocToken, json),
                properties.boxId());
    }

    /** By asking for our box's newest event. */
    static HealthIndicator health(DiadocApi api, String boxId) {
        return new WireHealth(
                () -> api.look("V7/GetNewEvents", Map.of("boxId", boxId, "limit", "1", "orderBy", "Descending")),
                answer -> answer.status() == 200 && answer.read(DiadocMessages.BoxEventList.class) != null);
    }
}
