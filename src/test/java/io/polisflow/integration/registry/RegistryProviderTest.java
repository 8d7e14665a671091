package io.polisflow.integration.registry;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.fixtures.TestWire;
import io.polisflow.integration.wire.Wire;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.mockito.Mockito;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.validation.ValidationAutoConfiguration;
import org.springframework.boot.context.properties.bind.validation.BindValidationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.validation.FieldError;

/** Which registry is asked is a setting, and a slip in it stops the start. */
class RegistryProviderTest {

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(ValidationAutoConfiguration.class))
            .withUserConfiguration(RegistryConfiguration.class)
            .withBean(ObjectMapper.class)
            .withBean(Clock.class, Clock::systemUTC)
            .withBean(Wire.class, TestWire::once)
            .withBean(JdbcTemplate.class, () -> Mockito.mock(JdbcTemplate.class))
            .withBean(InsertOnce.class, () -> Mockito.mock(InsertOnce.class))
            .withBean(
                    TransactionTemplate.class,
                    () -> new TransactionTemplate(Mockito.mock(PlatformTransactionManager.class)))
            .withPropertyValues(
                    "polisflow.registry.api-key=" + Registries.KEY,
                    "polisflow.registry.password=" + Registries.PASSWORD);

    @ParameterizedTest
    @CsvSource({"kontur-focus,100,Контур.Фокус", "dadata,50,DaData", "spark,50,СПАРК"})
    void theProviderChoosesTheAdapter(String provider, int batchSize, String source) {
        runner.withPropertyValues("polisflow.registry.provider=" + provider).run(context -> {
            assertThat(context).hasSingleBean(CounterpartyRegistry.class).hasBean("registryHealthIndicator");
            assertThat(context.getBean(CounterpartyRegistry.class).batchSize()).isEqualTo(batchSize);
            assertThat(context.getBean(CounterpartyRegistry.class).source()).isEqualTo(source);
            assertThat(context.getBean(RegistryProperties.class).toString())
                    .doesNotContain(Registries.KEY, Registries.PASSWORD);
        });
    }

    @Test
    void konturFocusIsMeantWhenNothingIsSaid() {
        runner.run(context ->
                assertThat(context.getBean(RegistryProperties.class).provider()).isEqualTo("kontur-focus"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "provider|egrul|kontur-focus, dadata, spark",
                "base-url|focus.kontur.ru|https://",
                "connect-timeout|0s|больше нуля",
                "cache-age|-1h|отрицательным",
                "requests-per-second|0|от 1 до 1000"
            })
    void aSlipStopsTheStartAndIsNamed(String property, String value, String remedy) {
        runner.withPropertyValues("polisflow.registry." + property + "=" + value)
                .run(context -> {
                    assertThat(context).hasFailed();
                    FailureAnalysis analysis = analysis(context.getStartupFailure());
                    assertThat(analysis.getDescription())
                            .contains("polisflow.registry." + camel(property))
                            .contains(remedy);
                });
    }

    private static String camel(String property) {
        StringBuilder camel = new StringBuilder();
        for (String word : property.split("-")) {
            camel.append(camel.isEmpty() ? word : word.substring(0, 1).toUpperCase() + word.substring(1));
        }
        return camel.toString();
    }

    /** What Spring Boot prints instead of a stack trace. */
    private static FailureAnalysis analysis(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof BindValidationException) {
                return new org.springframework.boot.diagnostics.FailureAnalysis(
                        describe((BindValidationException) cause), null, cause);
            }
        }
        throw new AssertionError("no validation failed", failure);
    }

    private static String describe(BindValidationException failure) {
        StringBuilder text = new StringBuilder();
        failure.getValidationErrors()
                .forEach(error -> text.append(failure.getValidationErrors().getName())
                        .append('.')
                        .append(((FieldError) error).getField())
                        .append(": ")
                        .append(error.getDefaultMessage()));
        return text.toString();
    }
}
