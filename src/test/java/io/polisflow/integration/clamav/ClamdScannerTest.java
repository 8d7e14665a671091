package io.polisflow.integration.clamav;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.document.VirusScanner;
import io.polisflow.crm.document.VirusScanner.Unavailable;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.unit.DataSize;

class ClamdScannerTest {

    private FakeClamd clamd;
    private ClamdScanner scanner;

    @BeforeEach
    void start() throws Exception {
        clamd = new FakeClamd();
        scanner = scanner(clamd.port(), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() throws Exception {
        scanner.close();
        clamd.close();
    }

    private static ClamdScanner scanner(int port, Duration patience) {
        return new ClamdScanner(new ClamavProperties("localhost", port, patience, patience, DataSize.ofMegabytes(1)));
    }

    @Test
    void aCleanFileArrivesWholeAndIsClean() throws Exception {
        byte[] content = new byte[200_000];
        Arrays.fill(content, (byte) 7);

        assertThat(scanner.infection(content)).isEmpty();
        assertThat(clamd.received()).isEqualTo(content);
        assertThat(scanner.infection(new byte[0])).isEmpty();
    }

    @Test
    void theTestVirusIsFoundByItsName() throws Exception {
        byte[] infected = ("начало" + FakeClamd.EICAR).getBytes(StandardCharsets.UTF_8);

        assertThat(scanner.infection(infected)).contains("Eicar-Test-Signature");
        scanner.ping();
    }

    @Test
    void whatTheServerDoesNotTakeOrAnswersWithAnErrorIsNotCalledClean() {
        assertThatThrownBy(() -> scanner.infection(new byte[2 << 20])).isInstanceOf(Unavailable.class);
        clamd.answer("INSTREAM size limit exceeded. ERROR");
        assertThatThrownBy(() -> scanner.infection(new byte[10]))
                .isInstanceOf(Unavailable.class)
                .hasMessageContaining("size limit");
        clamd.answer("");
        assertThatThrownBy(() -> scanner.infection(new byte[10])).isInstanceOf(Unavailable.class);
    }

    @Test
    void aServerThatIsDownOrSilentIsUnavailable() throws Exception {
        ClamdScanner hasty = scanner(clamd.port(), Duration.ofMillis(200));
        clamd.beSilent();
        assertThatThrownBy(() -> hasty.infection(new byte[10])).isInstanceOf(Unavailable.class);
        clamd.close();
        assertThatThrownBy(() -> hasty.infection(new byte[10])).isInstanceOf(Unavailable.class);
        assertThat(new ClamavConfiguration.ClamavHealth(hasty)
                        .health()
                        .getStatus()
                        .getCode())
                .isEqualTo("DOWN");
        hasty.close();
    }

    @Test
    void aConfiguredAddressPlugsItInAndNoneLeavesItOut() {
        ApplicationContextRunner application =
                new ApplicationContextRunner().withUserConfiguration(ClamavConfiguration.class);

        application.run(started -> assertThat(started).doesNotHaveBean(VirusScanner.class));
        application
                .withPropertyValues("polisflow.clamav.host=localhost", "polisflow.clamav.port=" + clamd.port())
                .run(started -> {
                    assertThat(started.getBean(VirusScanner.class)
                                    .infection(FakeClamd.EICAR.getBytes(StandardCharsets.UTF_8)))
                            .isPresent();
                    assertThat(started.getBean(HealthIndicator.class)
                                    .health()
                                    .getStatus()
                                    .getCode())
                            .isEqualTo("UP");
                });
    }
}
