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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.SpringApplication;
import org.springframework.mock.env.MockEnvironment;

/** Proves that production names each setting that it lacks and never runs half configured. */
class ProductionSettingsTest {

    private static final String KEY = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
    static final Map<String, String> COMPLETE = complete();

    private static Map<String, String> complete() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("spring.datasource.url", "jdbc:postgresql://db/polisflow");
        settings.put("spring.datasource.username", "polisflow");
        settings.put("spring.datasource.password", "3dQ9vKz1LmXp");
        settings.put("polisflow.admin.username", "chief");
        settings.put("polisflow.admin.password", "long-enough-password");
        settings.put("polisflow.audit.key", "a9Lk4Jh7Gf2Ds5Qw");
        settings.put("polisflow.registry.base-url", "https://focus.polis.ru");
        settings.put("polisflow.registry.api-key", "b7Yt5Rw2Qe");
        settings.put("polisflow.underwriting.base-url", "https://underwriting.polis.ru");
        settings.put("polisflow.underwriting.token", "u8Hn3Jk6Ld");
        settings.put("polisflow.telephony.base-url", "https://telephony.polis.ru");
        settings.put("polisflow.telephony.api-key", "t4Gb9Vc1Xz");
        settings.put("polisflow.telephony.salt", "s6Mn2Bv8Cx");
        settings.put("polisflow.edo.base-url", "https://edo.polis.ru");
        settings.put("polisflow.edo.token", "e1Po5Iu9Yt");
        settings.put("polisflow.edo.box-id", "value");
        settings.put("polisflow.edo.hook-token", "h7Gf3Ds9Aq1Zw5Xe");
        settings.put("polisflow.edo.signing.key-store", "/run/keys/signing.p12");
        settings.put("polisflow.edo.signing.password", "k2Lj6Hg0Fd");
        settings.put("polisflow.edo.trust-store", "/run/keys/authorities.pem");
        settings.put("polisflow.policy.base-url", "https://policy.polis.ru");
        settings.put("polisflow.policy.token", "p9Ol3Ik7Uj");
        settings.put("polisflow.policy.hook-token", "w5Sx1Ed8Cr4Fv0Tg");
        settings.put("polisflow.webform.token", "n6Bh2Yt9Gv5Fr1Cd");
        settings.put("polisflow.mail.from", "sales@polis.ru");
        settings.put("polisflow.mail.smtp.host", "smtp.polis.ru");
        settings.put("polisflow.mail.imap.host", "imap.polis.ru");
        settings.put("polisflow.encryption.keys.k1", KEY);
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
                "polisflow.audit.key",
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
                "polisflow.mail.from",
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
        settings.put("polisflow.registry.password", "r4Tg8Yh2");
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
        settings.put("polisflow.telephony.password", "r4Tg8Yh2");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void aSecretForSignaturesStandsInForTheTokenOfTheSite() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.webform.token");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("POLISFLOW_WEBFORM_SIGNATURESECRET");
        settings.put("polisflow.webform.signature-secret", "z3Xc7Vb1Nm5Lk9Jh");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void aRenewedTokenOfTheEdoOperatorStandsInForAStaticOne() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.edo.token");
        assertThatThrownBy(() -> check(settings, "production")).hasMessageContaining("polisflow.edo.token");
        settings.put("polisflow.edo.oidc.token-url", "https://identity.polis.ru/connect/token");
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            spring.datasource.url                     | jdbc:h2:file:./data/polisflow         | нужна PostgreSQL
            spring.datasource.password                | polisflow                             | его знают все
            spring.datasource.password                | postgres                              | его знают все
            spring.datasource.password                | short                                 | короче 8
            polisflow.admin.password                  | supervisor                            | его знают все
            polisflow.admin.password                  | password12345                         | его знают все
            polisflow.admin.username                  | long-enough-password                  | повторяет
            polisflow.registry.api-key                | sandbox                               | его знают все
            polisflow.registry.api-key                | aaaaaaaaaaaa                          | его знают все
            polisflow.registry.base-url               | http://focus.polis.ru                 | без TLS
            polisflow.registry.base-url               | https://focus.example                 | адрес из примера
            polisflow.underwriting.base-url           | https://underwriting.example.ru/api   | адрес из примера
            polisflow.policy.base-url                 | https://crm.polis.ru/sandbox/policy   | адрес из примера или песочницы
            polisflow.telephony.salt                  | t4Gb9Vc1Xz                            | повторяет
            polisflow.edo.hook-token                  | h7Gf3Ds9Aq1Zw5X                       | короче 16
            polisflow.edo.signing.password            | sandbox                               | его знают все
            polisflow.policy.hook-token               | <token>                               | его знают все
            polisflow.webform.token                   | change-me-please-now                  | его знают все
            polisflow.webform.open                    | true                                  | только в песочнице
            polisflow.mail.from                       | sales@polisflow.example               | адрес из примера
            polisflow.mail.smtp.host                  | smtp.example.ru                       | адрес из примера
            polisflow.mail.smtp.password              | sandbox                               | его знают все
            polisflow.demo.users                      | true                                  | только в песочнице
            polisflow.encryption.generate             | true                                  | только в песочнице
            polisflow.encryption.required             | false                                 | открытыми
            polisflow.encryption.active               | k2                                    | которого нет
            polisflow.encryption.keys.k1              | c2hvcnQ=                              | нужно 32 байта
            server.servlet.session.cookie.secure      | false                                 | cookie
            management.endpoints.web.exposure.include | health, env                           | показывал бы
            management.endpoints.web.exposure.include | *                                     | показывал бы
            """)
    void whatTheSandboxOrAnExampleBringsIsRefusedAndNotShown(String property, String value, String why) {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.put(property, value);

        ProductionSettingsException refusal =
                catchThrowableOfType(ProductionSettingsException.class, () -> check(settings, "production"));

        assertThat(refusal).as(property).isNotNull();
        assertThat(refusal.problems()).anyMatch(problem -> problem.contains(why));
        if (property.matches(".*(password|token|api-key|salt|keys.k1)")) {
            assertThat(refusal.getMessage().replace(property, "")).doesNotContain(": " + value);
        }
    }

    @Test
    void aHostInsideTheHouseMayBeSpokenToInClearTextWhenItIsNamed() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.put("polisflow.telephony.base-url", "http://asterisk.local:8088");
        assertThatThrownBy(() -> check(settings, "production")).hasMessageContaining("plain-http-hosts");
        settings.put("polisflow.production.plain-http-hosts", "underwriting.local, asterisk.local");
        assertThatCode(() -> check(settings, "production")).doesNotThrowAnyException();
    }

    @Test
    void withoutAKeyForFilesNothingStarts() {
        Map<String, String> settings = new LinkedHashMap<>(COMPLETE);
        settings.remove("polisflow.encryption.keys.k1");
        assertThatThrownBy(() -> check(settings, "production"))
                .hasMessageContaining("POLISFLOW_ENCRYPTION_KEYS_")
                .message()
                .doesNotContain(KEY);
    }

    @Test
    void theSandboxIsRefusedInProduction() {
        assertThatThrownBy(() -> check(COMPLETE, "production", "sandbox")).hasMessageContaining("несовместимы");
        assertThatThrownBy(() -> check(COMPLETE, "production", "demo")).hasMessageContaining("production и demo");
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
