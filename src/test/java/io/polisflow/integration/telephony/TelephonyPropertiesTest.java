package io.polisflow.integration.telephony;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
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
        assertThat(toldOf(setting))
                .contains("polisflow.telephony." + setting.replaceFirst("=.*", ""))
                .contains(remedy == null ? "" : remedy);
    }

    @Test
    void recordingsComeFromServersThatAreNamedWithoutTheirAddress() {
        assertThat(toldOf("recording-hosts=records.example,http://records.example/1"))
                .contains("recordingHosts[1]", "нужно имя сервера")
                .doesNotContain("recordingHosts[0]");
    }

    private static String toldOf(String setting) {
        StringBuilder told = new StringBuilder();
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
                .withUserConfiguration(Settings.class)
                .withPropertyValues("polisflow.telephony." + setting)
                .run(context -> {
                    assertThat(context).hasFailed();
                    for (Throwable cause = context.getStartupFailure(); cause != null; cause = cause.getCause()) {
                        told.append(cause.getMessage());
                    }
                });
        return told.toString();
    }
}
