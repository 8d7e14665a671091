package io.polisflow.integration.edo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.polisflow.crm.contract.DocumentExchange.SignatureFacts;
import io.polisflow.fixtures.Program;
import io.polisflow.fixtures.Program.Outcome;
import io.polisflow.integration.edo.SignatureVerifier.Expected;
import io.polisflow.integration.edo.TestAuthority.Kind;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import org.bouncycastle.openssl.jcajce.JcaPEMWriter;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.FileSystemResource;

/** Our signatures before another implementation of the same standards, and its signatures before ours. */
class OpenSslGostTest {

    private static final byte[] CONTRACT = "%PDF договор".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path folder;

    @BeforeEach
    void openSslSpeaksGost() throws Exception {
        Outcome engine = run("openssl", "engine", "gost", "-t");
        assumeThat(engine.text())
                .as(
                        "OpenSSL with its GOST engine is needed for the cross-check: apt-get install libengine-gost-openssl")
                .contains("[ available ]");
        Files.write(folder.resolve("contract.pdf"), CONTRACT);
    }

    @ParameterizedTest
    @CsvSource({"GOST_256", "GOST_512"})
    void openSslVerifiesOurs(Kind kind) throws Exception {
        TestAuthority authority = TestAuthority.of("Test authority", kind);
        try (JcaPEMWriter writer = new JcaPEMWriter(Files.newBufferedWriter(folder.resolve("ca.pem")))) {
            writer.writeObject(authority.certificate);
        }
        byte[] signature = new CmsSignatures(Clock.systemUTC()).sign(CONTRACT, authority.issue(kind));
        Files.write(folder.resolve("ours.sig"), signature);

        assertThat(verified("contract.pdf").text()).contains("successful");
        Files.write(folder.resolve("other.pdf"), "%PDF другой".getBytes(StandardCharsets.UTF_8));
        assertThat(verified("other.pdf").status()).isNotZero();
    }

    private Outcome verified(String content) throws Exception {
        return run(
                "openssl",
                "cms",
                "-verify",
                "-engine",
                "gost",
                "-binary",
                "-inform",
                "DER",
                "-in",
                "ours.sig",
                "-content",
                content,
                "-CAfile",
                "ca.pem",
                "-purpose",
                "any",
                "-out",
                "verified.out");
    }

    @ParameterizedTest
    @CsvSource({"gost2012_256,A,md_gost12_256,256", "gost2012_512,A,md_gost12_512,512"})
    void weVerifyOpenSsls(String algorithm, String parameters, String digest, String bits) throws Exception {
        Files.writeString(
                folder.resolve("client.cnf"),
                """
                oid_section = oids
                [oids]
                INNLE = 1.2.643.100.4
                [req]
                distinguished_name = name
                prompt = no
                utf8 = yes
                string_mask = utf8only
                [name]
                CN = ООО Ромашка
                INNLE = %s
                [ca]
                basicConstraints = critical,CA:TRUE
                [client]
                keyUsage = critical,digitalSignature
                """
                        .formatted(TestAuthority.CLIENT_INN));
        ok("openssl req -engine gost -x509 -newkey " + algorithm + " -pkeyopt paramset:" + parameters + " -" + digest
                + " -nodes -days 30 -subj /CN=OpenSSL-CA -config client.cnf -extensions ca -keyout ca.key -out ca.pem");
        ok("openssl req -engine gost -new -newkey " + algorithm + " -pkeyopt paramset:" + parameters + " -" + digest
                + " -nodes -utf8 -config client.cnf -keyout client.key -out client.csr");
        ok("openssl x509 -engine gost -req -in client.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 30 -" + digest
                + " -extfile client.cnf -extensions client -out client.pem");
        ok("openssl cms -sign -engine gost -binary -in contract.pdf -signer client.pem -inkey client.key -md " + digest
                + " -outform DER -out theirs.sig");
        SignatureVerifier verifier = new SignatureVerifier(
                TrustStore.load(new FileSystemResource(folder.resolve("ca.pem")), ""), new RevocationLists(""));
        byte[] signature = Files.readAllBytes(folder.resolve("theirs.sig"));

        SignatureFacts facts = verifier.verify(
                        signature,
                        new Expected(
                                CONTRACT,
                                TestAuthority.CLIENT_INN,
                                Instant.now().plusSeconds(1),
                                false))
                .get(0);

        assertThat(facts.problem()).isNull();
        assertThat(facts.signer()).isEqualTo("ООО Ромашка");
        assertThat(facts.algorithm()).contains(bits);
        assertThat(verifier.verify(
                                signature,
                                new Expected(
                                        "%PDF другой".getBytes(StandardCharsets.UTF_8),
                                        TestAuthority.CLIENT_INN,
                                        Instant.now().plusSeconds(1),
                                        false))
                        .get(0)
                        .problem())
                .isEqualTo(SignatureVerifier.OTHER_BYTES);
    }

    private void ok(String command) throws Exception {
        new Program(folder).ok(command.split(" "));
    }

    private Outcome run(String... command) throws Exception {
        return new Program(folder).run(command);
    }
}
