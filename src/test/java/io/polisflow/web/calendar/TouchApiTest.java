package io.polisflow.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.hasSize;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.jsonPath;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.fixtures.AtOnce;
import io.polisflow.fixtures.PlantedDeadline;
import java.time.LocalDateTime;
import java.util.List;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.ResultActions;

/** Moving, holding and cancelling touches through the API. */
class TouchApiTest extends CalendarCase {

    @Autowired
    private JdbcTemplate jdbc;

    private LocalDateTime startOf(long touch) {
        return touch(touch).startsAt().atZone(clock.getZone()).toLocalDateTime();
    }

    private ResultActions check(String user, long touch, String at) throws Exception {
        return web.perform(
                get("/api/touches/" + touch + "/check").param("touchAt", at).with(signedOn(user)));
    }

    @Test
    void aTouchMovesWithinWorkingHoursUnlessTheMoverSaysOtherwise() throws Exception {
        long touch = plan(TOMORROW, null);
        ask(owner, touch, "move", "{\"touchAt\":\"2026-11-26T14:00\"}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.was").value("2026-11-25T11:30:00"))
                .andExpect(jsonPath("$.warnings", hasSize(0)));
        assertThat(startOf(touch)).isEqualTo(LocalDateTime.of(2026, 11, 26, 14, 0));
        for (String wrong : List.of(
                "\"2026-11-28T12:00\"",
                "\"2026-11-26T22:00\"",
                "\"2026-11-24T09:30\"",
                "\"2046-11-26T14:00\"",
                "\"завтра\"",
                "\"\"",
                "null")) {
            ask(owner, touch, "move", "{\"touchAt\":" + wrong + "}")
                    .andExpect(status().isBadRequest())
                    .andExpect(jsonPath("$.field").value("touchAt"))
                    .andExpect(jsonPath("$.detail").isNotEmpty());
        }
        ask(owner, touch, "move", "{\"touchAt\":\"2026-11-28T12:00\",\"outOfHours\":true}")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.warnings[0].code").value("DAY_OFF"))
                .andExpect(jsonPath("$.warnings[0].text").value(containsString("суббота, 28 ноября")));
        ask(owner, touch, "move", "{\"touchAt\":\"2026-11-24T09:30\",\"outOfHours\":true}")
                .andExpect(status().isBadRequest());
        ask(owner, touch, "move", "не JSON")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.detail").value("Запрос не читается: ожидается JSON"));
        assertThat(history(deal)).anyMatch(line -> line.contains("перенос на 26.11.2026 14:00"));
    }

    @Test
    void aMoveIsUndoneAndWhoeverSawAnOlderTimeIsTold() throws Exception {
        long touch = plan(TOMORROW, null);
        String saw = "\"seenAt\":\"2026-11-25T11:30\"";
        ask(owner, touch, "move", "{\"touchAt\":\"2026-11-26T14:00\"," + saw + "}")
                .andExpect(status().isOk());
        ask("head", touch, "move", "{\"touchAt\":\"2026-11-27T14:00\"," + saw + "}")
                .andExpect(status().isConflict())
                .andExpect(jsonPath("$.detail").value(containsString("26.11.2026 14:00")));
        ask(other, touch, "undo-move", "{\"touchAt\":\"2026-11-26T14:00\"}").andExpect(status().isNotFound());
        ask(owner, touch, "undo-move", "{}").andExpect(status().isBadRequest());
        ask(owner, touch, "undo-move", "{\"touchAt\":\"2026-11-26T14:00\"}").andExpect(status().isNoContent());
        assertThat(startOf(touch)).isEqualTo(TOMORROW);
        ask(owner, touch, "undo-move", "{\"touchAt\":\"2026-11-26T14:00\"}").andExpect(status().isConflict());
    }

    @Test
    void whatWouldComeOfAMoveIsToldBeforehand() throws Exception {
        long touch = plan(TOMORROW, null);
        LocalDateTime busy = LocalDateTime.of(2027, 4, 7, 11, 0);
        plan(busy, null);
        check(owner, touch, "2027-04-07T11:30")
                .andExpect(status().isOk())
                .andExpect(jsonPath("$.refusal").isEmpty())
                .andExpect(jsonPath("$.warnings[0].code").value("CONFLICT"))
                .andExpect(jsonPath("$.warnings[0].text").value(containsString("встреча 11:00–12:00, ООО «Касание")));
        check(owner, touch, "2026-11-25T11:30").andExpect(jsonPath("$.warnings", hasSize(0)));
        check(owner, touch, "2026-11-24T09:30").andExpect(jsonPath("$.refusal").value(containsString("уже прошло")));
        check("head", touch, "2027-04-07T20:00")
                .andExpect(jsonPath("$.warnings[0].code").value("OUT_OF_HOURS"));
        check(other, touch, "2027-04-07T11:30").andExpect(status().isNotFound());
        check(owner, touch, "завтра").andExpect(status().isBadRequest());
        assertThat(startOf(touch)).isEqualTo(TOMORROW);
    }

    @Test
    void aTouchIsHeldOrCancelledOnceAndTheSecondHearsOfIt() throws Exception {
        long held = plan(TOMORROW, null);
        ask(owner, held, "hold", "{\"outcome\":\"Ждут КП\"}").andExpect(status().isNoContent());
        assertThat(touch(held).outcome()).isEqualTo("Ждут КП");
        assertThat(touch(held).heldBy()).isEqualTo(owner);
        for (String action : List.of("hold", "cancel")) {
            ask(owner, held, action, "{}")
                    .andExpect(status().isConflict())
                    .andExpect(jsonPath("$.detail").value(containsString("уже состоялось")));
        }

        long cancelled = plan(TOMORROW, null);
        ask("head", cancelled, "cancel", "{}").andExpect(status().isNoContent());
        ask(owner, cancelled, "move", "{\"touchAt\":\"2026-11-26T14:00\"}").andExpect(status().isConflict());
        ask(owner, plan(TOMORROW, null), "hold", "{\"outcome\":\"" + "о".repeat(4001) + "\"}")
                .andExpect(status().isBadRequest())
                .andExpect(jsonPath("$.field").value("outcome"));
    }

    @Test
    void ofTwoAtOneMomentOneWins() throws Exception {
        long touch = plan(TOMORROW, null);
        Callable<Integer> hold =
                () -> ask(owner, touch, "hold", "{}").andReturn().getResponse().getStatus();
        Callable<Integer> cancel = () ->
                ask("head", touch, "cancel", "{}").andReturn().getResponse().getStatus();

        assertThat(AtOnce.all(hold, cancel)).containsExactlyInAnyOrder(204, 409);
    }

    @Test
    void nobodyElseTouchesIt() throws Exception {
        long touch = plan(TOMORROW, null);
        for (String stranger : List.of(other, "lawyer")) {
            ask(stranger, touch, "cancel", "{}")
                    .andExpect(status().isNotFound())
                    .andExpect(jsonPath("$.detail").value("Такого касания нет"));
        }
        PlantedDeadline.openStep(jdbc, deal, "lawyer");
        ask("lawyer", touch, "cancel", "{}")
                .andExpect(status().isForbidden())
                .andExpect(jsonPath("$.detail").value(containsString("руководитель или супервизор")));
        ask(owner, 424242, "cancel", "{}")
                .andExpect(status().isNotFound())
                .andExpect(jsonPath("$.detail").value("Такого касания нет"));
        web.perform(post("/api/touches/" + touch + "/cancel")
                        .with(user(owner).roles("sales"))
                        .contentType(MediaType.APPLICATION_JSON)
                        .content("{}"))
                .andExpect(status().isForbidden());
    }
}
