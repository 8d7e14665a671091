package io.polisflow.dependencies;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.lang.module.ModuleDescriptor.Version;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;

/**
 * What is publicly known against libraries, and what of it is accepted for what reason: {@code .ci/dependency-findings.json}.
 *
 * @param licences those under which a library may come along
 */
record Findings(List<Finding> findings, List<Acceptance> accepted, List<String> licences) {

    static final Path FILE = Path.of(".ci/dependency-findings.json");

    static final ObjectMapper JSON = new ObjectMapper()
            .registerModule(new JavaTimeModule())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);

    /**
     * @param component {@code group:artifact}
     * @param from first version that has it, empty for all before {@code fixed}
     * @param fixed first version that has it no more, empty while there is none
     * @param id of the public finding, e.g. {@code CVE-2024-1597}
     */
    record Finding(String component, String from, String fixed, String id, String title) {

        boolean concerns(Component found) {
            if (!component.equals(found.name())) {
                return false;
            }
            Version version = Version.parse(found.version());
            return (from.isEmpty() || version.compareTo(Version.parse(from)) >= 0)
                    && (fixed.isEmpty() || version.compareTo(Version.parse(fixed)) < 0);
        }
    }

    /**
     * @param by who looked at it
     * @param until when somebody has to look again
     */
    record Acceptance(String component, String id, String reason, String by, LocalDate until) {

        boolean covers(Finding finding) {
            return component.equals(finding.component()) && id.equals(finding.id());
        }
    }

    static Findings read(Path file) throws IOException {
        return JSON.readValue(Files.readAllBytes(file), Findings.class);
    }
}
