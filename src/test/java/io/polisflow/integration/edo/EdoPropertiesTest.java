package io.polisflow.integration.edo;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** A slip in the settings shows at the start, by the property's name. */
class EdoPropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @Configuration(proxyBeanMethods = false)
    @EnableConfigurationProperties(EdoProperties.class)
    static class Settings {}

    @ParameterizedTest
    @CsvSource({
        "polisflow.edo.provider=sbis, provider, допустимое значение: diadoc",
        "polisflow.edo.base-url=diadoc, baseUrl, нужен адрес",
        "polisflow.edo.document-type=, documentType, тип документа",
        "polisflow.edo.connect-timeout=0s, connectTimeout, больше нуля",
        "polisflow.edo.read-timeout=-1s, readTimeout, больше нуля",
        "polisflow.edo.poll-interval=0s, pollInterval, больше нуля",
        "polisflow.edo.oidc.token-url=identity, oidc.tokenUrl, нужен адрес",
        "polisflow.edo.oidc.token-url=https://identity.example/token, oidc.whole, задайте client-id и refresh-token"
    })
    void aSlipStopsTheStartAndNamesTheProperty(String setting, String property, String problem) {
        application.withPropertyValues(setting).run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .message()
                .contains("polisflow.edo", property, problem));
    }

    @Test
    void theDefaultsPass() {
        application.run(context -> assertThat(context).hasNotFailed());
    }
}
