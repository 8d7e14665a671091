package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.polisflow.Polisflow;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/** Proves that production names each setting that it lacks and never runs half configured. */
class ProductionSettingsTest {

    private static final Map<String, String> COMPLETE = complete();

    private static Map<String, String> complete() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", "jdbc:postgresql://db/polisflow");
        settings.put("spring.datasource.username", "polisflow");
        settings.put("spring.datasource.password", "secret");
        settings.put("polisflow.admin.username", "chief");
        settings.put("polisflow.admin.password", "long-enough-password");
        settings.put("polisflow.registry.base-url", "https://counterparties.example");
        settings.put("polisflow.registry.api-key", "key");
        settings.put("polisflow.underwriting.base-url", "https://underwriting.example");
        settings.put("polisflow.underwriting.token", "token");
        settings.put("polisflow.telephony.base-url", "https://telephony.example");
        settings.put("polisflow.telephony.api-key", "value");
        settings.put("polisflow.telephony.salt", "value");
        settings.put("polisflow.edo.base-url", "https://edo.example");
        settings.put("polisflow.edo.token", "value");
        settings.put("polisflow.edo.box-id", "value");
        settings.put("polisflow.edo.hook-token", "value");
        settings.put("polisflow.edo.signing.key-store", "value");
        settings.put("polisflow.edo.signing.password", "value");
        settings.put("polisflow.edo.trust-store", "value");
        settings.put("polisflow.policy.base-url", "https://policy.example");
        settings.put("polisflow.policy.token", "value");
        settings.put("polisflow.policy.hook-token", "value");
        settings.put("polisflow.webform.token", "value");
        settings.put("polisflow.mail.smtp.host", "smtp.example");
        settings.put("polisflow.mail.imap.host", "imap.example");
        return settings;
    }

    @Test
    void aCompleteConfigurationPasses() {
        assertThatCode(() -> check(COMPLETE, "production")).doesNotThrowAnyException();
    }

    @Test
    void aProviderOrDirectoryStandsForTheAdministrator() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.admin.username");
        settings.remove("polisflow.admin.password");
        assertThatThrownBy(() -> check(settings, "production", "oidc"))
                .hasMessageContaining("POLISFLOW_OIDC_ISSUER")
                .hasMessageContaining("POLISFLOW_OIDC_CLIENTID")
                .hasMessageNotContaining("POLISFLOW_ADMIN");

        settings.put("polisflow.oidc.issuer", "http://sign-on.example");
        settings.put("polisflow.oidc.client-id", "polisflow");
        assertThatThrownBy(() -> check(settings, "production", "oidc")).hasMessageContaining("https://");
        settings.put("polisflow.oidc.issuer", "https://sign-on.example");
        assertThatCode(() -> check(settings, "production", "oidc")).doesNotThrowAnyException();

        assertThatThrownBy(() -> check(settings, "production", "ldap")).hasMessageContaining("POLISFLOW_LDAP_URLS");
        settings.put("polisflow.ldap.urls", "ldaps://one.example,ldap://two.example");
        assertThatThrownBy(() -> check(settings, "production", "ldap")).hasMessageContaining("открытым текстом");
        settings.put("polisflow.ldap.urls", "ldaps://one.example,ldaps://two.example");
        assertThatCode(() -> check(settings, "production", "ldap")).doesNotThrowAnyException();
        assertThatThrownBy(() -> check(settings, "production", "ldap", "oidc")).hasMessageContaining("несовместимы");
    }

    @Test
    void anEmergencyAdministratorNeedsAPasswordThatNobodyGuesses() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.put("polisflow.oidc.issuer", "https://sign-on.example");
        settings.put("polisflow.oidc.client-id", "polisflow");
        settings.put("polisflow.admin.password", "");
        assertThatThrownBy(() -> check(settings, "production", "oidc"))
                .hasMessageContaining("POLISFLOW_ADMIN_PASSWORD");
        settings.put("polisflow.admin.password", "password1234");
        assertThatThrownBy(() -> check(settings, "production", "oidc")).hasMessageContaining("легко угадать");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.datasource.url",
                "spring.datasource.username",
                "spring.datasource.password",
                "polisflow.admin.username",
                "polisflow.admin.password",
                "polisflow.registry.base-url",
                "polisflow.registry.api-key",
                "polisflow.underwriting.base-url",
                "polisflow.underwriting.token",
                "polisflow.telephony.base-url",
                "polisflow.telephony.api-key",
                "polisflow.telephony.salt",
                "polisflow.edo.base-url",
                "polisflow.edo.token",
                "polisflow.edo.box-id",
                "polisflow.edo.hook-token",
                "polisflow.edo.signing.key-store",
                "polisflow.edo.signing.password",
                "polisflow.policy.base-url",
                "polisflow.policy.token",
                "polisflow.policy.hook-token",
                "polisflow.webform.token",
                "polisflow.mail.smtp.host",
                "polisflow.mail.imap.host"
            })
    void aMissingSettingIsNamed(String property) {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.put(property, " ");
        assertThatThrownBy(() -> check(settings, "production")).hasMessageContaining(property);
    }

    @Test
    void sparkAsksForANameAndAPasswordInsteadOfAKey() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.registry.api-key");
        settings.put("polisflow.registry.provider", "spark");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("polisflow.registry.login")
                .hasMessageContaining("polisflow.registry.password")
                .message()
                .doesNotContain("api-key");
        settings.put("polisflow.registry.login", "polis");
        settings.put("polisflow.registry.password", "secret");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void anAsteriskAsksForAUserInsteadOfAKey() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.telephony.api-key");
        settings.remove("polisflow.telephony.salt");
        settings.put("polisflow.telephony.provider", "asterisk");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("polisflow.telephony.login")
                .hasMessageContaining("polisflow.telephony.password");
        settings.put("polisflow.telephony.login", "crm");
        settings.put("polisflow.telephony.password", "secret");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void aSecretForSignaturesStandsInForTheTokenOfTheSite() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.webform.token");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("POLISFLOW_WEBFORM_SIGNATURESECRET");
        settings.put("polisflow.webform.signature-secret", "secret");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void aRenewedTokenOfTheEdoOperatorStandsInForAStaticOne() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.edo.token");
        assertThatThrownBy(() -> check(settings, "production")).hasMessageContaining("polisflow.edo.token");
        settings.put("polisflow.edo.oidc.token-url", "https://identity.example/connect/token");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void theSandboxsAuthorityIsNotTrustedInProduction() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.put("polisflow.edo.trust-store", "classpath:sandbox/edo-authority.pem");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("polisflow.edo.trust-store")
                .hasMessageContaining("песочницы");
        settings.put("polisflow.edo.trust-store", "value");
        settings.put("polisflow.edo.signing.key-store", "classpath:sandbox/edo-insurer.p12");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("polisflow.edo.signing.key-store")
                .hasMessageContaining("песочницы");
    }

    @Test
    void aShortPasswordOfTheAdministratorIsRefused() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.put("polisflow.admin.password", "short");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("POLISFLOW_ADMIN_PASSWORD")
                .hasMessageContaining("короче 12");
    }

    @Test
    void theSandboxIsRefusedInProduction() {
        assertThatThrownBy(() -> check(COMPLETE, "production", "sandbox")).hasMessageContaining("несовместимы");
    }

    @Test
    void theSandboxAloneNeedsNothing() {
        assertThatCode(() -> check(Map.of(), "sandbox")).doesNotThrowAnyException();
    }

    @Test
    void theApplicationNamesEverythingItLacksBeforeItOpensAnything() {
        SpringApplication application = new SpringApplication(Polisflow.class);

        ProductionSettingsException refusal = catchThrowableOfType(
                ProductionSettingsException.class, () -> application.run("--spring.profiles.active=production"));

        assertThat(refusal.problems()).hasSize(COMPLETE.size());
        assertThat(new ProductionSettingsFailureAnalyzer().analyze(refusal).getDescription())
                .contains("SPRING_DATASOURCE_URL", "SPRING_DATASOURCE_PASSWORD", "POLISFLOW_REGISTRY_BASEURL");
    }

    private static void check(Map<String, String> settings, String... profiles) {
        MockEnvironment environment = new MockEnvironment();
        environment.setActiveProfiles(profiles);
        settings.forEach(environment::setProperty);
        new ProductionSettings().postProcessEnvironment(environment, new SpringApplication());
    }
}
