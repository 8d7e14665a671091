package io.polisflow.integration.webform;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A slip in the settings shows at the start, by the name of the property. */
class WebFormPropertiesTest {

    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(Settings.class);

    @EnableConfigurationProperties(WebFormProperties.class)
    static class Settings {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "demand=token|polisflow.webform.token",
                "demand=signature|polisflow.webform.signature-secret",
                "demand=both,token=t|polisflow.webform.signature-secret",
                "demand=nobody|polisflow.webform.demand",
                "signature-window=0s|polisflow.webform.signature-window",
                "rate-limit.period=-1s|polisflow.webform.rate-limit.period",
                "rate-limit.requests=-1|polisflow.webform.rate-limit.requests",
                "rate-limit.sources=0|polisflow.webform.rate-limit.sources",
                "max-body=3GB|polisflow.webform.max-body",
                "trusted-proxies=proxy.example|polisflow.webform.trusted-proxies",
                "trusted-proxies=10.0.0.0/33|polisflow.webform.trusted-proxies"
            })
    void theStartFailsAndNamesTheProperty(String settings, String named) {
        application.withPropertyValues(prefixed(settings)).run(context -> {
            assertThat(context).hasFailed();
            StringBuilder told = new StringBuilder();
            for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
                told.append(cause.getMessage());
            }
            assertThat(told).contains(named);
        });
    }

    @Test
    void secretsAreNotPrinted() {
        application
                .withPropertyValues(prefixed("token=hush,signature-secret=hush"))
                .run(context -> assertThat(context.getBean(WebFormProperties.class))
                        .asString()
                        .doesNotContain("hush"));
    }

    private static String[] prefixed(String settings) {
        return java.util.Arrays.stream(settings.split(","))
                .map(setting -> "polisflow.webform." + setting)
                .toArray(String[]::new);
    }
}
