package io.polisflow.integration.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** A slip in the settings shows at the start, by the name of the property. */
class TelephonyPropertiesTest {

    @EnableConfigurationProperties(TelephonyProperties.class)
    static class Settings {}

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider=skype|нужно mango или asterisk",
                "base-url=ftp://pbx|http",
                "app=two words|нужно имя",
                "trunk=PJSIP/trunk|{number}",
                "read-timeout=0s|"
            })
    void theStartFailsAndNamesTheProperty(String setting, String remedy) {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                .withUserConfiguration(Settings.class)
                .withPropertyValues("polisflow.telephony." + setting)
                .run(context -> {
                    assertThat(context).hasFailed();
                    StringBuilder told = new StringBuilder();
                    for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
                        told.append(cause.getMessage());
                    }
                    assertThat(told)
                            .contains("polisflow.telephony." + setting.replaceFirst("=.*", ""))
                            .contains(remedy == null ? "" : remedy);
                });
    }
}
