package io.polisflow.crm.leave;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.leave.LeavePlanner.Actor;
import io.polisflow.crm.leave.LeavePlanner.Leave;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Substitutions that meet, entered at the same moment: one is kept, the others are told of it. */
abstract class LeavePlannerTest extends DatabaseTest {

    private static final Actor SUPERVISOR = new Actor("supervisor", List.of("supervisors"));
    private static final String ENTERED = "entered";

    @Autowired
    private LeavePlanner planner;

    @AfterEach
    void everybodyIsBack() {
        jdbc.update("delete from substitution");
    }

    @Test
    void ofTheSameDaysOfOnePersonOnlyOneIsKept() throws Exception {
        List<String> told = atOnce(() -> enter("manager", "manager2"));

        assertThat(told).filteredOn(ENTERED::equals).hasSize(1);
        assertThat(told)
                .filteredOn(answer -> !answer.equals(ENTERED))
                .isNotEmpty()
                .allMatch(answer -> answer.startsWith("На эти дни замещение уже есть"));
        assertThat(jdbc.queryForObject("select count(*) from substitution", Long.class))
                .isEqualTo(1);
    }

    @Test
    void twoPeopleNeverStandInForEachOther() throws Exception {
        AtomicInteger turn = new AtomicInteger();

        List<String> told = atOnce(
                () -> turn.getAndIncrement() % 2 == 0 ? enter("manager", "manager2") : enter("manager2", "manager"));

        assertThat(told).filteredOn(ENTERED::equals).hasSize(1);
        assertThat(told).anyMatch(answer -> answer.contains("отсутствует"));
    }

    private String enter(String absent, String substitute) {
        LocalDate today = LocalDate.now(clock);
        try {
            planner.enter(SUPERVISOR, new Leave(absent, substitute, today, today.plusDays(3)));
            return ENTERED;
        } catch (RefusedException refused) {
            return refused.getMessage();
        }
    }
}
