package io.polisflow.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import jakarta.validation.Validation;
import jakarta.validation.ValidatorFactory;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.validation.ValidationBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.io.support.SpringFactoriesLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;
import org.springframework.validation.beanvalidation.SpringValidatorAdapter;

/** The settings of every outside system: a slip stops the start and is named, and no secret is ever printed. */
class OutsideSettingsTest {

    private static final ValidatorFactory VALIDATORS = Validation.buildDefaultValidatorFactory();
    private static final List<Class<?>> SETTINGS = settings();

    private static List<Class<?>> settings() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false);
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        return scan.findCandidateComponents("io.polisflow").stream()
                .<Class<?>>map(found -> ClassUtils.resolveClassName(found.getBeanClassName(), null))
                .toList();
    }

    /** Binds all settings as the application does at its start. */
    private static List<Object> bound(Map<String, String> properties) {
        Binder binder = new Binder(new MapConfigurationPropertySource(properties));
        return SETTINGS.stream()
                .<Object>map(type -> binder.bindOrCreate(
                        type.getAnnotation(ConfigurationProperties.class).value(),
                        Bindable.of(type),
                        new ValidationBindHandler(new SpringValidatorAdapter(VALIDATORS.getValidator()))))
                .toList();
    }

    private static Stream<String> slipsOfEverySystem() {
        List<String> overHttp = List.of("registry", "underwriting", "telephony", "edo", "policy");
        Stream<String> addresses = overHttp.stream()
                .flatMap(system -> Stream.of("nowhere", "https://host/path?key=1", "ftp://host")
                        .map(value -> system + ".base-url=" + value));
        Stream<String> patience = Stream.concat(overHttp.stream(), Stream.of("mail.smtp", "mail.imap"))
                .flatMap(system -> Stream.of(".connect-timeout=", ".read-timeout=")
                        .flatMap(time -> Stream.of("0s", "-1s", "soon").map(value -> system + time + value)));
        return Stream.concat(addresses, patience).map(slip -> "polisflow." + slip);
    }

    @ParameterizedTest
    @MethodSource("slipsOfEverySystem")
    void aSlipInAnAddressOrATimeOutStopsTheStartAndIsNamed(String setting) {
        stopsTheStart(setting);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "polisflow.mail.smtp.port=0",
                "polisflow.mail.imap.port=65536",
                "polisflow.mail.imap.poll-interval=0s",
                "polisflow.edo.poll-interval=0s",
                "polisflow.edo.oidc.token-url=identity",
                "polisflow.registry.provider=egrul",
                "polisflow.registry.requests-per-second=0",
                "polisflow.registry.cache-age=-1h",
                "polisflow.telephony.provider=skype",
                "polisflow.wire.attempts=0",
                "polisflow.wire.attempts=6",
                "polisflow.wire.backoff=0s",
                "polisflow.exchange.keep=0d",
                "polisflow.exchange.keep-events=-1d",
                "polisflow.exchange.keep=long",
                "polisflow.policy.keep-early-events=0d",
                "polisflow.webform.max-body=3GB",
                "polisflow.webform.demand=nobody"
            })
    void anySlipStopsTheStartAndIsNamed(String setting) {
        stopsTheStart(setting);
    }

    private static void stopsTheStart(String setting) {
        String[] slip = setting.split("=", 2);

        Throwable failure = catchThrowable(() -> bound(Map.of(slip[0], slip[1])));

        assertThat(failure).isNotNull();
        assertThat(printed(failure).replace("-", "")).containsIgnoringCase(slip[0].replace("-", ""));
    }

    /** What an operator reads instead of a stack trace. */
    private static String printed(Throwable failure) {
        return SpringFactoriesLoader.forDefaultResourceLocation()
                .load(FailureAnalyzer.class, SpringFactoriesLoader.FailureHandler.handleMessage((told, why) -> {}))
                .stream()
                .map(analyzer -> analyzer.analyze(failure))
                .filter(Objects::nonNull)
                .map(FailureAnalysis::getDescription)
                .collect(Collectors.joining("\n"));
    }

    @Test
    void theDefaultsPassAndNoSecretIsPrinted() {
        Map<String, String> secrets = new HashMap<>();
        for (String secret : List.of(
                "registry.api-key",
                "registry.password",
                "underwriting.token",
                "telephony.api-key",
                "telephony.salt",
                "telephony.password",
                "edo.token",
                "edo.hook-token",
                "edo.trust-store-password",
                "edo.oidc.client-secret",
                "edo.oidc.refresh-token",
                "edo.signing.password",
                "policy.token",
                "policy.hook-token",
                "mail.smtp.password",
                "mail.imap.password",
                "ldap.bind-password",
                "oidc.client-secret",
                "webform.token",
                "webform.signature-secret")) {
            secrets.put("polisflow." + secret, "hush");
        }
        // Of profiles that have no defaults.
        secrets.put("polisflow.ldap.urls", "ldaps://directory");
        secrets.put("polisflow.oidc.issuer", "https://provider");
        secrets.put("polisflow.oidc.client-id", "polisflow");

        assertThat(bound(secrets))
                .hasSizeGreaterThan(8)
                .allSatisfy(settings -> assertThat(settings).asString().doesNotContain("hush"));
    }
}
