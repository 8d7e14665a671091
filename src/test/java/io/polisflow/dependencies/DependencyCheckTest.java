package io.polisflow.dependencies;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.dependencies.Findings.Acceptance;
import io.polisflow.dependencies.Findings.Finding;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each rule of the dependency check stops a bill that breaks it, and lets the others pass. */
class DependencyCheckTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 29);
    private static final Finding HOLE = new Finding("org.a:a", "1.2", "1.4.1", "CVE-1", "a hole");

    private static List<String> check(
            List<Finding> findings, List<Acceptance> accepted, Set<String> inventory, Component... bill) {
        return new DependencyCheck(
                        new Findings(findings, accepted, List.of("MIT", "org.a:a Own words")), inventory, TODAY)
                .problems(List.of(bill));
    }

    private static Component a(String version) {
        return new Component("org.a:a", version, List.of("MIT"));
    }

    private static Acceptance acceptance(String until) {
        return new Acceptance(
                "org.a:a", "CVE-1", "the hole is in a part that nobody calls", "security", LocalDate.parse(until));
    }

    @ParameterizedTest
    @CsvSource({"1.1.9,false", "1.2,true", "1.2.0,true", "1.4,true", "1.4.0.Final,true", "1.4.1,false", "1.10,false"})
    void aVersionInAKnownBadRangeStopsTheBuild(String version, boolean stops) {
        List<String> problems = check(List.of(HOLE), List.of(), Set.of("org.a:a"), a(version));

        assertThat(problems).hasSize(stops ? 1 : 0).allMatch(problem -> problem.contains("CVE-1"));
    }

    @Test
    void whatIsAcceptedForAReasonPassesUntilItsDay() {
        Set<String> inventory = Set.of("org.a:a");

        assertThat(check(List.of(HOLE), List.of(acceptance("2026-11-29")), inventory, a("1.3")))
                .isEmpty();
        assertThat(check(List.of(HOLE), List.of(acceptance("2026-11-28")), inventory, a("1.3")))
                .singleElement()
                .asString()
                .contains("ended on 2026-11-28");
        assertThat(check(List.of(HOLE), List.of(acceptance("2027-01-01")), inventory, a("1.5")))
                .singleElement()
                .asString()
                .contains("matches nothing any more");
        assertThat(check(
                        List.of(HOLE),
                        List.of(new Acceptance("org.a:a", "CVE-1", "fine", "x", TODAY)),
                        inventory,
                        a("1.3")))
                .singleElement()
                .asString()
                .contains("no reason");
    }

    @Test
    void aNewLibraryAndOneThatIsGoneAreNoticed() {
        assertThat(check(List.of(), List.of(), Set.of("org.b:b"), a("1")))
                .anyMatch(problem -> problem.startsWith("org.a:a is not in the inventory"))
                .anyMatch(problem -> problem.startsWith("org.b:b is in the inventory and not"));
    }

    @Test
    void anUnknownOrUnwantedLicenceStopsTheBuildUnlessAnotherIsOffered() {
        Set<String> inventory = Set.of("org.a:a");

        assertThat(check(List.of(), List.of(), inventory, new Component("org.a:a", "1", List.of("AGPL-3.0"))))
                .singleElement()
                .asString()
                .contains("AGPL-3.0");
        assertThat(check(List.of(), List.of(), inventory, new Component("org.a:a", "1", List.of())))
                .hasSize(1);
        assertThat(check(List.of(), List.of(), inventory, new Component("org.a:a", "1", List.of("GPL-2.0", "MIT"))))
                .isEmpty();
        assertThat(check(List.of(), List.of(), inventory, new Component("org.a:a", "1", List.of("Own words"))))
                .isEmpty();
        assertThat(check(List.of(), List.of(), Set.of("org.b:b"), new Component("org.b:b", "1", List.of("Own words"))))
                .hasSize(1);
    }
}
