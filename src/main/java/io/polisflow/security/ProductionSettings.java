package io.polisflow.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.env.EnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Profiles;
import org.springframework.util.StringUtils;

/**
 * Refuses to start in production while a setting is missing or is one of the sandbox or of an example, naming each one at
 * once, with no value, and before anything is opened.
 *
 * <p>Properties read: those of {@link #REQUIRED} and {@link #SITE_PROOFS}, and all that {@link ProductionRefusals} looks at.
 */
public class ProductionSettings implements EnvironmentPostProcessor, Ordered {

    static final int SHORTEST_PASSWORD = 12;

    private static final String ADMIN_NAME = "polisflow.admin.username";
    private static final String ADMIN_PASSWORD = "polisflow.admin.password";
    /** What a web form can be known by; production takes none from strangers. */
    private static final List<String> SITE_PROOFS =
            List.of("polisflow.webform.token", "polisflow.webform.signature-secret");

    private static final Map<String, String> REQUIRED = required();

    private static Map<String, String> required() {
        Map<String, String> required = new LinkedHashMap<>();
        required.put("spring.datasource.url", "адрес базы PostgreSQL, jdbc:postgresql://…");
        required.put("spring.datasource.username", "пользователь базы");
        required.put("spring.datasource.password", "пароль базы");
        required.put(ADMIN_NAME, "имя администратора");
        required.put(ADMIN_PASSWORD, "пароль администратора, не короче " + SHORTEST_PASSWORD + " знаков");
        required.put("polisflow.audit.key", "ключ, которым подписан журнал аудита");
        required.put("polisflow.registry.base-url", "адрес реестра контрагентов");
        required.put("polisflow.registry.api-key", "ключ реестра контрагентов");
        required.put("polisflow.underwriting.base-url", "адрес системы андеррайтинга");
        required.put("polisflow.underwriting.token", "токен системы андеррайтинга");
        required.put("polisflow.telephony.base-url", "адрес АТС");
        required.put("polisflow.telephony.api-key", "код АТС");
        required.put("polisflow.telephony.salt", "ключ подписи АТС");
        required.put("polisflow.edo.base-url", "адрес оператора ЭДО");
        required.put("polisflow.edo.token", "токен оператора ЭДО");
        required.put("polisflow.edo.box-id", "наш ящик у оператора ЭДО");
        required.put("polisflow.edo.hook-token", "токен, с которым приходят события ЭДО");
        required.put("polisflow.edo.signing.key-store", "файл PKCS#12 с ключом подписи страховщика");
        required.put("polisflow.edo.signing.password", "пароль файла с ключом подписи");
        required.put("polisflow.edo.trust-store", "файл с сертификатами доверенных удостоверяющих центров");
        required.put("polisflow.policy.base-url", "адрес системы учёта полисов");
        required.put("polisflow.policy.token", "токен системы учёта полисов");
        required.put("polisflow.policy.hook-token", "токен, с которым приходят события о полисах");
        required.put("polisflow.mail.from", "адрес, с которого уходят письма");
        required.put("polisflow.mail.smtp.host", "сервер исходящей почты");
        required.put("polisflow.mail.imap.host", "сервер входящей почты");
        return required;
    }

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        if (!environment.acceptsProfiles(Profiles.of("production"))) {
            return;
        }
        List<String> problems = new ArrayList<>();
        Stream.of("sandbox", "demo")
                .filter(profile -> environment.acceptsProfiles(Profiles.of(profile)))
                .findFirst()
                .ifPresent(profile -> problems.add(
                        "профили production и " + profile + " несовместимы: оставьте один (SPRING_PROFILES_ACTIVE)"));
        Map<String, String> required = new LinkedHashMap<>(REQUIRED);
        if ("spark".equals(environment.getProperty("polisflow.registry.provider"))) {
            required.remove("polisflow.registry.api-key");
            required.put("polisflow.registry.login", "имя в СПАРК");
            required.put("polisflow.registry.password", "пароль в СПАРК");
        }
        if ("asterisk".equals(environment.getProperty("polisflow.telephony.provider"))) {
            required.remove("polisflow.telephony.api-key");
            required.remove("polisflow.telephony.salt");
            required.put("polisflow.telephony.login", "имя пользователя ARI");
            required.put("polisflow.telephony.password", "пароль пользователя ARI");
        }
        if (StringUtils.hasText(environment.getProperty("polisflow.edo.oidc.token-url"))) {
            required.remove("polisflow.edo.token");
        }
        peopleFromElsewhere(environment, required, problems);
        required.forEach((property, meaning) -> {
            if (!StringUtils.hasText(environment.getProperty(property))) {
                problems.add("не задано " + variable(property) + " (" + property + "): " + meaning);
            }
        });
        if (SITE_PROOFS.stream().noneMatch(property -> StringUtils.hasText(environment.getProperty(property)))) {
            problems.add("не задано "
                    + SITE_PROOFS.stream()
                            .map(property -> variable(property) + " (" + property + ")")
                            .collect(Collectors.joining(" или "))
                    + ": токен или секрет подписи, с которым приходят заявки с сайта");
        }
        String password = environment.getProperty(ADMIN_PASSWORD);
        if (StringUtils.hasText(password) && password.length() < SHORTEST_PASSWORD) {
            problems.add(
                    variable(ADMIN_PASSWORD) + " (" + ADMIN_PASSWORD + ") короче " + SHORTEST_PASSWORD + " знаков");
        } else if (StringUtils.hasText(password)
                && PasswordRules.strength(password, List.of(environment.getProperty(ADMIN_NAME, ""))) < 2) {
            problems.add(variable(ADMIN_PASSWORD) + " (" + ADMIN_PASSWORD + ") легко угадать");
        }
        problems.addAll(new ProductionRefusals(environment).problems());
        if (!problems.isEmpty()) {
            throw new ProductionSettingsException(problems);
        }
    }

    /** A provider or directory stands for the administrator's password, which may stay for an emergency. */
    private static void peopleFromElsewhere(
            ConfigurableEnvironment environment, Map<String, String> required, List<String> problems) {
        boolean provider = environment.acceptsProfiles(Profiles.of("oidc"));
        boolean directory = environment.acceptsProfiles(Profiles.of("ldap"));
        if (provider && directory) {
            problems.add("профили oidc и ldap несовместимы: оставьте один (SPRING_PROFILES_ACTIVE)");
        }
        if (provider) {
            required.put("polisflow.oidc.issuer", "адрес поставщика OpenID Connect, https://…");
            required.put("polisflow.oidc.client-id", "имя, под которым Polisflow известен поставщику");
            String issuer = environment.getProperty("polisflow.oidc.issuer", "");
            if (StringUtils.hasText(issuer) && !issuer.startsWith("https://")) {
                problems.add(
                        variable("polisflow.oidc.issuer") + " (polisflow.oidc.issuer) должен начинаться с https://");
            }
        }
        if (directory) {
            required.put("polisflow.ldap.urls", "адреса каталога LDAP, ldaps://…");
            String urls = environment.getProperty("polisflow.ldap.urls", "");
            if (StringUtils.hasText(urls)
                    && !List.of(urls.split(",")).stream()
                            .allMatch(url -> url.strip().startsWith("ldaps://"))
                    && !environment.getProperty("polisflow.ldap.start-tls", Boolean.class, false)) {
                problems.add(
                        variable("polisflow.ldap.urls")
                                + " (polisflow.ldap.urls): пароли пошли бы открытым текстом; нужен ldaps:// или polisflow.ldap.start-tls=true");
            }
        }
        if ((provider || directory) && !StringUtils.hasText(environment.getProperty(ADMIN_NAME))) {
            required.remove(ADMIN_NAME);
            required.remove(ADMIN_PASSWORD);
        }
    }

    /** Last, when the configuration files of all profiles have been read. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    /** The environment variable that Spring Boot reads for a property. */
    static String variable(String property) {
        return property.replace("-", "").replace('.', '_').toUpperCase(Locale.ROOT);
    }
}
