package io.polisflow.security;

import io.polisflow.fixtures.Program;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.core.NestedExceptionUtils;
import org.springframework.ldap.NamingException;

/** Reads the directory in a JVM of its own, whose trusted certificates are as an operator sets them. */
final class StaffReader {

    static final String STORE_PASSWORD = "of-the-test";

    private StaffReader() {}

    /** @return a key with a certificate for localhost; the folder becomes one to trust */
    static Path certify(Path folder) throws Exception {
        Path keys = folder.resolve("keys.p12");
        new Program(folder)
                .ok(
                        tool("keytool"),
                        "-genkeypair",
                        "-alias",
                        "directory",
                        "-keyalg",
                        "RSA",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "SAN=dns:localhost",
                        "-storetype",
                        "PKCS12",
                        "-keystore",
                        keys.toString(),
                        "-storepass",
                        STORE_PASSWORD);
        KeyStore own = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(keys)) {
            own.load(in, STORE_PASSWORD.toCharArray());
        }
        KeyStore trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("directory", own.getCertificate("directory"));
        try (OutputStream out = Files.newOutputStream(folder.resolve("trusted.p12"))) {
            trusted.store(out, STORE_PASSWORD.toCharArray());
        }
        return keys;
    }

    /**
     * @param trust a certified folder, or null for what the JVM trusts anyway
     * @return for each address who is in the directory, or why it is not spoken to
     */
    static List<String> read(Path trust, String... urls) throws Exception {
        List<String> command = new ArrayList<>(List.of(tool("java"), "-XX:TieredStopAtLevel=1"));
        if (trust != null) {
            command.add("-Djavax.net.ssl.trustStore=" + trust.resolve("trusted.p12"));
            command.add("-Djavax.net.ssl.trustStorePassword=" + STORE_PASSWORD);
        }
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), StaffReader.class.getName()));
        command.addAll(List.of(urls));
        return new Program(Path.of("").toAbsolutePath())
                .ok(command.toArray(String[]::new))
                .lines()
                .filter(line -> line.startsWith("told: "))
                .map(line -> line.substring(6))
                .toList();
    }

    private static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    public static void main(String[] urls) {
        for (String url : urls) {
            LdapDirectory directory = new LdapDirectory(new Binder(new MapConfigurationPropertySource(Map.of(
                            "urls", url,
                            "start-tls", String.valueOf(url.startsWith("ldap:")),
                            "base", "dc=company,dc=example",
                            "bind-dn", "cn=reader,dc=company,dc=example",
                            "bind-password", "reads-only")))
                    .bindOrCreate("", LdapProperties.class));
            String told;
            try {
                told = directory.everybody().stream().map(Person::id).sorted().collect(Collectors.joining(" "));
            } catch (NamingException e) {
                told = NestedExceptionUtils.getMostSpecificCause(e).getMessage().replace('\n', ' ');
            }
            System.out.println("told: " + told);
        }
    }
}
