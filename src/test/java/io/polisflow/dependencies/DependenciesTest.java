package io.polisflow.dependencies;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The product's own libraries, after its bill of materials has been written ({@code mvn package}). */
class DependenciesTest {

    private static final Path INVENTORY = Path.of(".ci/dependency-inventory.txt");

    @Test
    void everyLibraryIsLookedAtLicensedAndFreeOfWhatNobodyAccepted() throws IOException {
        if (System.getProperty("polisflow.offline", "").endsWith("true") && !Files.exists(Component.BILL)) {
            String reason =
                    "Maven is offline (-o), so that CycloneDX writes no bill of materials: the libraries are not"
                            + " held against .ci/dependency-inventory.txt and .ci/dependency-findings.json. Run without -o for that.";
            System.out.println(reason);
            assumeTrue(false, reason);
        }
        assertThat(Component.BILL).as("mvn package writes it").exists();
        List<Component> bill = Component.readAll(Component.BILL);
        assertThat(bill).hasSizeGreaterThan(100);
        Set<String> inventory = new LinkedHashSet<>(Files.readAllLines(INVENTORY));

        assertThat(new DependencyCheck(Findings.read(Findings.FILE), inventory, LocalDate.now()).problems(bill))
                .isEmpty();
    }
}
