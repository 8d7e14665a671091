package io.polisflow.web.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.models.migration.MigrationCase;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** «Как шло время» of a real task that waits, is taken and given back. */
@AutoConfigureMockMvc
class TimePartTest extends MigrationCase {

    @Autowired
    private MockMvc web;

    private String deal;
    private String instance;

    @BeforeEach
    void aTaskThatWasTakenForAnHourAndGivenBack() {
        // A Monday morning, 10:00 in Moscow.
        clock.set(Instant.parse("2027-02-01T07:00:00Z"));
        deal = openDeal();
        instance = standingAt(APPROVAL, TERMS, deal, Map.of("client", "ООО «Тайное»"));
        String task = task(deal, TERMS).getId();
        clock.move(Duration.ofHours(2));
        as("lawyer", () -> tasks.claim(task, "lawyer"));
        clock.move(Duration.ofHours(1));
        as("lawyer", () -> tasks.setAssignee(task, null));
        clock.move(Duration.ofHours(21));
    }

    private ResultActions asked(String role, String path) throws Exception {
        // The demo's head, whose branch it is.
        return web.perform(
                get(path).with(user(role.equals("heads") ? "head" : "somebody").roles(role)));
    }

    private String words(String role, String path) throws Exception {
        return asked(role, path)
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString()
                .replaceAll("<[^>]+>", " ")
                .replaceAll("\\s+", " ")
                .replace(" :", ":");
    }

    @Test
    void aDealTellsHowItsTimeWentByTheClockAndInWorkingHours() throws Exception {
        assertThat(words("supervisors", "/crm/deals/" + deal + "/time"))
                .contains(
                        "Сделка " + deal,
                        "Идёт с 01.02.2027 10:00: 24 ч по часам, 9 ч рабочего времени",
                        "В работе хотя бы одну задачу кто-то взял 4 % 1 ч 1 ч",
                        "В очереди задача есть, но её никто не взял 96 % 23 ч 8 ч",
                        "Возвращена в группу: Проверить условия",
                        "Взята в работу: Проверить условия",
                        "Появилась задача: Проверить условия",
                        "Этап: Согласование КП")
                .doesNotContain("null", "ООО «Тайное»");
    }

    @Test
    void anInstanceTellsItsOwnTimeAndThatOfItsDeal() throws Exception {
        for (String role : List.of("supervisors", "heads")) {
            assertThat(words(role, "/crm/deadlines/instances/" + instance + "/time"))
                    .contains(
                            "Этот процесс Идёт с 01.02.2027 10:00", "Начат процесс: Согласование КП", "Сделка " + deal);
        }
        asked("sales", "/crm/deadlines/instances/" + instance + "/time").andExpect(status().isForbidden());
        asked("analysts", "/crm/deadlines/instances/" + instance + "/time").andExpect(status().isForbidden());
        asked("camunda-admin", "/crm/deadlines/instances/" + instance + "/time").andExpect(status().isForbidden());
        asked("analysts", "/crm/deals/" + deal + "/time").andExpect(status().isForbidden());
    }

    @Test
    void whatTheLogDoesNotKnowIsSaidSo() throws Exception {
        assertThat(words("heads", "/crm/deadlines/instances/nothing/time"))
                .contains("Журнал работы об этом ничего не знает");
        asked("sales", "/crm/deals/D-1999-000001/time").andExpect(status().isNotFound());
    }
}
