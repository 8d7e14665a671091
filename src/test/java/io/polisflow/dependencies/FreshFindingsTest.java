package io.polisflow.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.dependencies.Findings.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

/** What OSV publishes is read in the form in which it publishes it. */
class FreshFindingsTest {

    private static final String HOLE =
            """
            {"schema_version":"1.6.0","id":"GHSA-24rp-q3w6-vc56","aliases":["CVE-2024-1597"],"summary":"SQL injection",
            "affected":[{"package":{"ecosystem":"Maven","name":"org.postgresql:postgresql"},"ranges":[{"type":"ECOSYSTEM",
            "events":[{"introduced":"42.7.0"},{"fixed":"42.7.2"},{"introduced":"0"},{"fixed":"42.2.28"}]}]},
            {"package":{"ecosystem":"Maven","name":"org.other:other"},"ranges":[{"type":"ECOSYSTEM",
            "events":[{"introduced":"0"}]}]}]}
            """;
    private static final String OPEN =
            """
            {"id":"GHSA-x","summary":"no cure","affected":[{"package":{"name":"org.postgresql:postgresql"},
            "ranges":[{"events":[{"introduced":"1.0"}]},{"events":[{"introduced":"0"},{"last_affected":"0.9"}]}]}]}
            """;
    private static final String WITHDRAWN =
            """
            {"id":"GHSA-y","withdrawn":"2025-01-01T00:00:00Z","affected":[{"package":{"name":"org.postgresql:postgresql"},
            "ranges":[{"events":[{"introduced":"0"}]}]}]}
            """;

    @Test
    void rangesOfOurLibrariesAreTaken() throws IOException {
        ByteArrayOutputStream zip = new ByteArrayOutputStream();
        try (ZipOutputStream out = new ZipOutputStream(zip)) {
            int entries = 0;
            for (String each : new String[] {HOLE, OPEN, WITHDRAWN}) {
                out.putNextEntry(new ZipEntry(entries++ + ".json"));
                out.write(each.getBytes(StandardCharsets.UTF_8));
            }
        }

        assertThat(FreshFindings.read(new ByteArrayInputStream(zip.toByteArray()), Set.of("org.postgresql:postgresql")))
                .containsExactly(
                        new Finding("org.postgresql:postgresql", "42.7.0", "42.7.2", "CVE-2024-1597", "SQL injection"),
                        new Finding("org.postgresql:postgresql", "", "42.2.28", "CVE-2024-1597", "SQL injection"),
                        new Finding("org.postgresql:postgresql", "1.0", "", "GHSA-x", "no cure"),
                        new Finding("org.postgresql:postgresql", "", "0.9.1", "GHSA-x", "no cure"));
    }
}
