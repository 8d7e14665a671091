package io.polisflow.security;

import io.polisflow.crm.document.EncryptionKeys;
import io.polisflow.crm.document.EncryptionKeysException;
import io.polisflow.crm.document.EncryptionProperties;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.util.StringUtils;

/** What is set, but may not be in production: what the sandbox or an example brings, what is short, open or in clear text. */
final class ProductionRefusals {

    /** Of secrets that we choose; others' are as long as they make them. */
    static final int SHORTEST_OWN_SECRET = 16;

    static final int SHORTEST_SECRET = 8;

    /** Hosts, divided by commas, that may be spoken to without TLS. */
    static final String PLAIN_HTTP_HOSTS = "polisflow.production.plain-http-hosts";

    private static final String SANDBOX_FILES = "classpath:sandbox/";

    /** Secret → the setting whose value it may not repeat, or an empty one. */
    private static final Map<String, String> SECRETS = new LinkedHashMap<>();

    private static final Set<String> OWN_SECRETS = Set.of(
            "polisflow.audit.key",
            "polisflow.edo.hook-token",
            "polisflow.policy.hook-token",
            "polisflow.webform.token",
            "polisflow.webform.signature-secret");

    static {
        SECRETS.put("spring.datasource.password", "spring.datasource.username");
        SECRETS.put("polisflow.admin.password", "polisflow.admin.username");
        SECRETS.put("polisflow.audit.key", "");
        SECRETS.put("polisflow.registry.api-key", "");
        SECRETS.put("polisflow.registry.password", "polisflow.registry.login");
        SECRETS.put("polisflow.underwriting.token", "");
        SECRETS.put("polisflow.telephony.api-key", "");
        SECRETS.put("polisflow.telephony.salt", "polisflow.telephony.api-key");
        SECRETS.put("polisflow.telephony.password", "polisflow.telephony.login");
        SECRETS.put("polisflow.edo.token", "");
        SECRETS.put("polisflow.edo.hook-token", "polisflow.edo.token");
        SECRETS.put("polisflow.edo.oidc.client-secret", "polisflow.edo.oidc.client-id");
        SECRETS.put("polisflow.edo.oidc.refresh-token", "");
        SECRETS.put("polisflow.edo.signing.password", "");
        SECRETS.put("polisflow.edo.trust-store-password", "");
        SECRETS.put("polisflow.policy.token", "");
        SECRETS.put("polisflow.policy.hook-token", "polisflow.policy.token");
        SECRETS.put("polisflow.webform.token", "");
        SECRETS.put("polisflow.webform.signature-secret", "polisflow.webform.token");
        SECRETS.put("polisflow.mail.smtp.password", "polisflow.mail.smtp.username");
        SECRETS.put("polisflow.mail.imap.password", "polisflow.mail.imap.username");
    }

    /** What examples, this project's and others', call a secret. */
    private static final Pattern KNOWN_TO_ALL = Pattern.compile(
            "sandbox.*|polisflow.*|demo.*|test.*|example.*|secret|secret\\d*|passw(or)?d.*|change.?me.*|change.?it.*|token|"
                    + "admin.*|postgres|qwerty.*|letmein.*|12345.*|(.)\\2*|<.*>|x{3,}",
            Pattern.CASE_INSENSITIVE);

    private static final List<String> ADDRESSES = List.of(
            "polisflow.registry.base-url",
            "polisflow.underwriting.base-url",
            "polisflow.telephony.base-url",
            "polisflow.edo.base-url",
            "polisflow.edo.oidc.token-url",
            "polisflow.policy.base-url",
            "polisflow.public-url");
    private static final List<String> HOSTS = List.of("polisflow.mail.smtp.host", "polisflow.mail.imap.host");
    private static final Pattern EXAMPLE_HOST =
            Pattern.compile("(?:.*[.@])?(?:[\\w-]+\\.example|example\\.(?:com|org|net|ru))", Pattern.CASE_INSENSITIVE);

    /** What shows settings or the memory. */
    private static final Pattern TELLTALE =
            Pattern.compile("\\*|env|configprops|heapdump|threaddump|beans|logfile|httpexchanges");

    private final ConfigurableEnvironment environment;
    private final List<String> problems = new ArrayList<>();

    ProductionRefusals(ConfigurableEnvironment environment) {
        this.environment = environment;
    }

    /** @return Russian sentences, each names its setting and no value of it */
    List<String> problems() {
        SECRETS.forEach(this::secret);
        ADDRESSES.forEach(this::address);
        HOSTS.forEach(property -> refuse(property, isExample(property), "адрес из примера"));
        refuse("polisflow.mail.from", isExample("polisflow.mail.from"), "адрес из примера");
        sandboxFiles();
        refuse(
                "spring.datasource.url",
                value("spring.datasource.url").startsWith("jdbc:h2:"),
                "H2 — база для пробы, нужна PostgreSQL");
        for (String property : List.of("polisflow.demo.users", "polisflow.demo.data", "polisflow.webform.open")) {
            refuse(property, Boolean.parseBoolean(value(property)), "бывает только в песочнице");
        }
        refuse(
                "server.servlet.session.cookie.secure",
                "false".equalsIgnoreCase(value("server.servlet.session.cookie.secure")),
                "cookie сеанса уходил бы и по открытому соединению");
        refuse(
                "management.endpoints.web.exposure.include",
                Pattern.compile("\\s*,\\s*")
                        .splitAsStream(value("management.endpoints.web.exposure.include"))
                        .anyMatch(TELLTALE.asMatchPredicate()),
                "показывал бы настройки или память приложения");
        encryption();
        return problems;
    }

    private void secret(String property, String notAs) {
        String secret = value(property);
        if (secret.isEmpty()) {
            return;
        }
        int shortest = OWN_SECRETS.contains(property) ? SHORTEST_OWN_SECRET : SHORTEST_SECRET;
        boolean demo = DemoUser.ALL.stream().anyMatch(user -> user.id().equalsIgnoreCase(secret));
        if (demo || KNOWN_TO_ALL.matcher(secret).matches()) {
            refuse(property, true, "значение песочницы или примера, его знают все");
        } else if (!notAs.isEmpty() && secret.equalsIgnoreCase(value(notAs))) {
            refuse(property, true, "повторяет " + notAs);
        } else if (!"polisflow.admin.password".equals(property)) {
            refuse(property, secret.length() < shortest, "короче " + shortest + " знаков");
        }
    }

    private void address(String property) {
        String address = value(property);
        if (address.isEmpty()) {
            return;
        }
        refuse(property, isExample(property) || address.contains("/sandbox/"), "адрес из примера или песочницы");
        refuse(
                property,
                address.toLowerCase(Locale.ROOT).startsWith("http://") && !isPlainAllowed(address),
                "без TLS; если это намеренно, перечислите узел в " + PLAIN_HTTP_HOSTS);
    }

    private boolean isPlainAllowed(String address) {
        return StringUtils.commaDelimitedListToSet(value(PLAIN_HTTP_HOSTS)).stream()
                .map(String::strip)
                .anyMatch(host(address)::equalsIgnoreCase);
    }

    private boolean isExample(String property) {
        String value = value(property);
        return EXAMPLE_HOST.matcher(value.contains("://") ? host(value) : value).matches();
    }

    private static String host(String address) {
        try {
            String host = URI.create(address).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            // What cannot be read is refused by the adapter's own check.
            return "";
        }
    }

    private void sandboxFiles() {
        Predicate<String> sandbox = property -> value(property).contains(SANDBOX_FILES);
        for (String property : List.of("polisflow.edo.trust-store", "polisflow.edo.signing.key-store")) {
            refuse(property, sandbox.test(property), "указывает на файл песочницы, ключи которой известны всем");
        }
    }

    private void encryption() {
        try {
            Binder binder = Binder.get(environment);
            EncryptionProperties properties = binder.bindOrCreate("polisflow.encryption", EncryptionProperties.class);
            refuse("polisflow.encryption.generate", properties.generate(), "бывает только в песочнице");
            refuse("polisflow.encryption.required", !properties.required(), "файлы не должны храниться открытыми");
            if (!properties.generate() && EncryptionKeys.of(properties).active().isEmpty()) {
                problems.add("не задано POLISFLOW_ENCRYPTION_KEYS_<ИМЯ> (polisflow.encryption.keys): ключ, которым"
                        + " шифруются файлы и записи разговоров, 32 байта в Base64 (openssl rand -base64 32)");
            }
        } catch (EncryptionKeysException e) {
            problems.addAll(e.problems());
        }
    }

    private void refuse(String property, boolean really, String why) {
        if (really) {
            problems.add(ProductionSettings.variable(property) + " (" + property + "): " + why);
        }
    }

    private String value(String property) {
        return environment.getProperty(property, "").strip();
    }
}
