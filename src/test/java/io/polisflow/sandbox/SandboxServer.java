package io.polisflow.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.autoconfigure.context.PropertyPlaceholderAutoConfiguration;
import org.springframework.boot.autoconfigure.http.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.autoconfigure.jackson.JacksonAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.DispatcherServletAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/** The simulated systems alone on random ports: what an adapter's test needs instead of the whole product. */
public final class SandboxServer implements AutoCloseable {

    public static final Instant NOW = Instant.parse("2026-05-01T09:00:00Z");

    private final ConfigurableApplicationContext context;

    private SandboxServer(ConfigurableApplicationContext context) {
        this.context = context;
    }

    /** @param arguments further properties, e.g. {@code --polisflow.sandbox.slow-delay=2s} */
    public static SandboxServer start(String... arguments) {
        List<String> all = new ArrayList<>(List.of(
                "--server.port=0",
                "--polisflow.sandbox.mail.smtp-port=0",
                "--polisflow.sandbox.mail.imap-port=0",
                "--spring.config.location=optional:file:/none/"));
        all.addAll(Arrays.asList(arguments));
        return new SandboxServer(new SpringApplicationBuilder(Systems.class, StandingClock.class)
                .profiles("sandbox")
                .run(all.toArray(String[]::new)));
    }

    public String url(String path) {
        return "http://localhost:" + context.getEnvironment().getProperty("local.server.port") + path;
    }

    public void behave(String system, Mode mode) {
        context.getBean(Behaviours.class).set(system, mode);
    }

    ConfigurableApplicationContext context() {
        return context;
    }

    @Override
    public void close() {
        context.close();
    }

    // No @Configuration here: the tests name them, and the whole application must not find them by scanning.
    @ImportAutoConfiguration({
        PropertyPlaceholderAutoConfiguration.class,
        ServletWebServerFactoryAutoConfiguration.class,
        DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class,
        HttpMessageConvertersAutoConfiguration.class,
        JacksonAutoConfiguration.class
    })
    @Import({
        Behaviours.class,
        BehaviourConfiguration.class,
        BehaviourSandbox.class,
        WireLog.class,
        WireLogSandbox.class,
        HookCourier.class,
        SandboxCompanies.class,
        CompanyRegister.class,
        RegistryLimit.class,
        RegistrySandbox.class,
        DadataSandbox.class,
        SparkSandbox.class,
        CompaniesSandbox.class,
        Tariffs.class,
        Rating.class,
        UnderwritingSandbox.class,
        SandboxState.class,
        ClientKeys.class,
        EdoBoxes.class,
        EdoShelf.class,
        EdoSandbox.class,
        EdoClientSandbox.class,
        EdoNews.class,
        PolicyLedger.class,
        PolicySandbox.class,
        PolicyNews.class,
        PolicyClerkSandbox.class,
        TelephonyNews.class,
        PhoneCalls.class,
        TelephonySandbox.class,
        ClientPhoneSandbox.class,
        SentLetters.class,
        MailServer.class,
        MailSandbox.class
    })
    static class Systems {}

    static class StandingClock {

        @Bean
        Clock clock() {
            return Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }
}
