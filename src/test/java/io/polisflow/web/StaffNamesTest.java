package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.Staff;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How the managers of a page are named. */
class StaffNamesTest {

    private final List<String> questions = new ArrayList<>();

    private final Staff staff = new Staff() {
        @Override
        public List<Employee> membersOf(String group) {
            questions.add(group);
            return List.of(person("orlova"), person("morozov"));
        }

        @Override
        public List<Employee> among(Collection<String> userIds) {
            questions.add("among " + userIds);
            return userIds.stream()
                    .filter(login -> !login.equals("gone"))
                    .map(login -> person(login))
                    .toList();
        }

        @Override
        public List<Employee> all() {
            throw new AssertionError("asks for everybody");
        }

        @Override
        public Optional<Employee> find(String userId) {
            questions.add(userId);
            return Optional.empty();
        }
    };

    private static Staff.Employee person(String login) {
        return new Staff.Employee(login, "Имя " + login, null);
    }

    @Test
    void thoseOfAPageAreAskedForTogether() {
        StaffNames names = new StaffNames(staff, Stream.of("orlova", null, "morozov", "orlova"));
        assertThat(names.ofOwner("orlova")).isEqualTo("Имя orlova");
        assertThat(names.ofOwner("morozov")).isEqualTo("Имя morozov");
        assertThat(names.ofOwner(null)).isEqualTo("не назначен");
        assertThat(questions).containsExactly("among [orlova, morozov]");
    }

    @Test
    void whoeverIsGoneIsCalledByTheLogin() {
        assertThat(new StaffNames(staff, Stream.of("gone")).ofOwner("gone")).isEqualTo("gone");
    }

    @Test
    void aLongListAsksForAllWhoSell() {
        StaffNames names = new StaffNames(staff);
        assertThat(names.ofOwner("orlova")).isEqualTo("Имя orlova");
        assertThat(names.ofOwner("stranger")).isEqualTo("stranger");
        assertThat(questions).containsExactly("sales", "stranger");
    }
}
