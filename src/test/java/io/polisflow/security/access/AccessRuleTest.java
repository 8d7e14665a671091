package io.polisflow.security.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.security.AccessRule;
import io.polisflow.security.UserGroup;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows the rules as they are in code. */
class AccessRuleTest {

    private static final String BEGIN = "<!-- access rules: begin -->\n";
    private static final String END = "<!-- access rules: end -->";

    @Test
    void theReadmeShowsTheTableThatTheCodeHas() throws Exception {
        String readme = Files.readString(Path.of("README.md"));

        assertThat(readme.substring(readme.indexOf(BEGIN) + BEGIN.length(), readme.indexOf(END)))
                .as("put this between the two marks of README.md")
                .isEqualTo(table());
    }

    private static String table() {
        String heading = "| object | action | "
                + Arrays.stream(UserGroup.values()).map(UserGroup::id).collect(Collectors.joining(" | "))
                + " | in no group |\n";
        String rows =
                Arrays.stream(AccessRule.values()).map(AccessRuleTest::row).collect(Collectors.joining());
        return heading + "| --- ".repeat(3 + UserGroup.values().length) + "|\n" + rows;
    }

    private static String row(AccessRule rule) {
        return Stream.concat(
                        Stream.of(rule.object(), rule.action()),
                        Stream.concat(
                                Arrays.stream(UserGroup.values())
                                        .map(group -> rule.reach(group).label()),
                                Stream.of(rule.forPrograms() ? "all" : "–")))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
