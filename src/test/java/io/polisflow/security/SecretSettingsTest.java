package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.io.DefaultResourceLoader;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.util.ClassUtils;

/** Secrets come from the environment or from files, and no settings object tells them when it is printed. */
class SecretSettingsTest {

    private static final Pattern SECRET = Pattern.compile(
            "(?i).*(token|password|secret|salt|apiKey)(?!Url|File|Window).*|key|keys|formerKeys",
            Pattern.CASE_INSENSITIVE);

    @TempDir
    private Path folder;

    static List<Class<?>> settings() {
        ClassPathScanningCandidateComponentProvider scan = new ClassPathScanningCandidateComponentProvider(false) {
            @Override
            protected boolean isCandidateComponent(
                    org.springframework.beans.factory.annotation.AnnotatedBeanDefinition definition) {
                return true;
            }
        };
        scan.addIncludeFilter(new AnnotationTypeFilter(ConfigurationProperties.class));
        List<Class<?>> found = new ArrayList<>();
        scan.findCandidateComponents("io.polisflow")
                .forEach(bean -> found.add(ClassUtils.resolveClassName(bean.getBeanClassName(), null)));
        // Those that tests declare are theirs.
        found.removeIf(type -> type.getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .getPath()
                .contains("test-classes"));
        return found;
    }

    @Test
    void allSettingsAreLookedAt() {
        assertThat(settings()).hasSizeGreaterThanOrEqualTo(11);
        assertThat(settings().stream().flatMap(type -> secrets("", type).stream()))
                .contains(
                        "webform.token",
                        "webform.signature-secret",
                        "registry.api-key",
                        "registry.password",
                        "telephony.salt",
                        "edo.hook-token",
                        "edo.oidc.client-secret",
                        "edo.signing.password",
                        "mail.smtp.password",
                        "mail.imap.password",
                        "encryption.keys");
    }

    @ParameterizedTest
    @MethodSource("settings")
    void aPrintedSettingsObjectTellsNoSecret(Class<?> type) {
        String prefix = type.getAnnotation(ConfigurationProperties.class).value();
        Map<String, Object> values = new HashMap<>();
        for (String secret : secrets("", type)) {
            String property = "polisflow." + secret;
            values.put(property.endsWith("encryption.keys") ? property + ".k1" : property, "5ECRET-" + secret);
        }
        StandardEnvironment environment = new StandardEnvironment();
        environment.getPropertySources().addFirst(new MapPropertySource("test", values));
        Binder binder = new Binder(
                ConfigurationPropertySources.get(environment), null, ApplicationConversionService.getSharedInstance());

        Object bound = binder.bindOrCreate(prefix, type);

        assertThat(bound.toString()).doesNotContain("5ECRET");
    }

    /** @return below {@code polisflow.}, as properties are written */
    private static List<String> secrets(String prefix, Class<?> type) {
        String own = prefix.isEmpty()
                ? type.getAnnotation(ConfigurationProperties.class).value().substring("polisflow.".length())
                : prefix;
        assertThat(type.isRecord()).as(type + " is a record").isTrue();
        List<String> found = new ArrayList<>();
        for (RecordComponent component : type.getRecordComponents()) {
            String name =
                    own + "." + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(java.util.Locale.ROOT);
            if (component.getType().isRecord()) {
                found.addAll(secrets(name, component.getType()));
            } else if (SECRET.matcher(component.getName()).matches()
                    && Stream.of(String.class, Map.class, List.class).anyMatch(component.getType()::equals)) {
                found.add(name);
            }
        }
        return found;
    }

    @ParameterizedTest
    @ValueSource(strings = {"production", "sandbox"})
    void aSecretMayBeAFileNamedLikeItsProperty(String profile) throws IOException {
        Files.writeString(folder.resolve("spring.datasource.password"), "from-a-file\n");
        Files.writeString(folder.resolve("polisflow.registry.api-key"), "key-from-a-file");
        Files.writeString(folder.resolve("polisflow.encryption.keys.k1"), "file-key");

        StandardEnvironment environment = configuration(profile, folder.toString());

        assertThat(environment.getProperty("spring.datasource.password")).isEqualTo("from-a-file");
        assertThat(Binder.get(environment)
                        .bind("polisflow.encryption.keys.k1", String.class)
                        .get())
                .isEqualTo("file-key");
        if (profile.equals("production")) {
            assertThat(environment.getProperty("polisflow.registry.api-key")).isEqualTo("key-from-a-file");
        }
    }

    @Test
    void withoutTheFolderEverythingIsAsItWas() {
        assertThat(configuration("production", folder.resolve("none").toString())
                        .getProperty("spring.datasource.password"))
                .isEmpty();
    }

    /** The configuration files of a profile, without an application. */
    private static StandardEnvironment configuration(String profile, String secrets) {
        StandardEnvironment environment = new StandardEnvironment();
        environment
                .getPropertySources()
                .addFirst(new MapPropertySource("test", Map.of("POLISFLOW_SECRETS_DIR", secrets)));
        ConfigDataEnvironmentPostProcessor.applyTo(environment, new DefaultResourceLoader(), null, profile);
        return environment;
    }

    @Test
    void theActuatorShowsNoSettingsAndNoMemory() {
        assertThat(configuration("sandbox", "/none").getProperty("management.endpoints.web.exposure.include"))
                .doesNotContain("*", "env", "configprops", "heapdump", "beans");
    }
}
