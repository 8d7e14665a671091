package io.polisflow.crm.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys come from settings and from a file; whatever is wrong with them is named, and no key is ever shown. */
class EncryptionKeysTest {

    private static final String GOOD = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

    @TempDir
    private Path folder;

    private static EncryptionKeys of(Map<String, String> keys, String active, String file, boolean generate) {
        return EncryptionKeys.of(new EncryptionProperties(keys, active, file, generate, true, Duration.ZERO));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            k1        | k1    | не ключ!                                     | polisflow.encryption.keys.k1: не Base64
            k1        | k1    | c2hvcnQ=                                     | нужно 32 байта в Base64, а их 5
            k1        | k1    | AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA= | не случайный ключ
            K_1       | K_1   | AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | имя ключа «K_1»
            k1        | other | AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8= | называет ключ «other», которого нет
            """)
    void whatIsWrongIsNamedAndNoKeyIsShown(String id, String active, String key, String problem) {
        assertThatThrownBy(() -> of(Map.of(id, key), active, "", false))
                .isInstanceOf(EncryptionKeysException.class)
                .hasMessageContaining(problem)
                .message()
                .doesNotContain(key);
    }

    @Test
    void theOnlyKeyIsTheActiveOneAndAmongSeveralOneIsChosen() {
        assertThat(of(Map.of("k1", GOOD), "", "", false).active()).contains("k1");
        assertThat(of(Map.of(), "", "", false).active()).isEmpty();
        assertThatThrownBy(() -> of(Map.of("k1", GOOD, "k2", GOOD), "", "", false))
                .hasMessageContaining("polisflow.encryption.active");
    }

    @Test
    void keysFromAFileStandBesideTheOthers() throws IOException {
        Path file = folder.resolve("keys");
        java.nio.file.Files.writeString(file, "# former\n\nk0 = " + GOOD + "\n");

        EncryptionKeys keys = of(Map.of("k1", GOOD), "k1", file.toString(), false);

        assertThat(keys.ids()).containsExactly("k0", "k1");
        assertThat(keys.fingerprint("k0")).isEqualTo(keys.fingerprint("k1")).doesNotContain(GOOD);
        assertThatThrownBy(() -> of(Map.of("k0", GOOD), "k0", file.toString(), false))
                .hasMessageContaining("задан и в");
        assertThatThrownBy(() -> of(Map.of(), "", folder.resolve("none").toString(), false))
                .hasMessageContaining("polisflow.encryption.key-file")
                .hasMessageContaining("не читается");
        java.nio.file.Files.writeString(file, GOOD);
        assertThatThrownBy(() -> of(Map.of(), "", file.toString(), false))
                .hasMessageContaining("не вида «имя=ключ»")
                .message()
                .doesNotContain(GOOD.substring(0, 20));
    }

    @Test
    void aFreshMachineMakesItsKeyOnceHoweverManyStartAtOnce() throws IOException {
        Path file = folder.resolve("new/file-keys");

        List<String> made = IntStream.range(0, 8)
                .parallel()
                .mapToObj(i -> of(Map.of(), "", file.toString(), true).fingerprint("local"))
                .toList();

        assertThat(made).containsOnly(made.get(0));
        assertThat(java.nio.file.Files.readString(file, StandardCharsets.UTF_8)).startsWith("local=");
        assertThat(PosixFilePermissions.toString(java.nio.file.Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        try (var left = java.nio.file.Files.list(file.getParent())) {
            assertThat(left).containsExactly(file);
        }
    }

    @Test
    void theSettingsPrintNoKey() {
        assertThat(new EncryptionProperties(Map.of("k1", GOOD), "k1", "", false, true, Duration.ZERO).toString())
                .contains("k1")
                .doesNotContain(GOOD);
    }
}
