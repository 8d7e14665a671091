package io.polisflow.web.calendar;

import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.post;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.process.ProcessTest;
import java.time.LocalDateTime;
import java.util.concurrent.atomic.AtomicLong;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.RequestPostProcessor;

/** A new manager with a deal, and how the calendar is opened and asked. */
@AutoConfigureMockMvc
abstract class CalendarCase extends ProcessTest {

    /** The week of the tests' clock: it begins on Monday, 23 November 2026, and now it is Tuesday, 10 o'clock. */
    static final LocalDateTime TOMORROW = LocalDateTime.of(2026, 11, 25, 11, 30);

    private static final AtomicLong SERIAL = new AtomicLong();

    @Autowired
    MockMvc web;

    @Autowired
    TouchCalendar calendar;

    @Autowired
    private DealProcess process;

    String deal;
    String owner;
    String other;
    String inn;

    /** Someone of their own sells here: in the calendars of the others stands what all tests have planned. */
    @BeforeEach
    void aDealOfANewcomer() {
        owner = "seller" + SERIAL.incrementAndGet();
        other = "manager";
        User user = identity.newUser(owner);
        user.setFirstName("Вера");
        user.setLastName("Новая");
        identity.saveUser(user);
        identity.createMembership(owner, "sales");
        inn = freshInn();
        deal = dealOf(with(webForm(inn), "companyName", "ООО «Касание " + inn + "»"));
        if (!deal(deal).owner().equals(owner)) {
            transaction.executeWithoutResult(status -> process.handOver(deal, owner));
        }
    }

    @AfterEach
    void theNewcomerLeaves() {
        identity.clearAuthentication();
        identity.deleteUser(owner);
    }

    long plan(LocalDateTime at, String note) {
        Long contact = transaction.execute(
                status -> deals.find(deal).orElseThrow().contact().id());
        return calendar.plan(deal, new Plan(Activity.Kind.MEETING, at, "Офис клиента", contact, note))
                .id();
    }

    /** @param parameters name, value, name, value … */
    ResultActions open(String path, String user, String role, String... parameters) throws Exception {
        var request = get("/crm/calendar" + path).with(user(user).roles(role));
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return web.perform(request);
    }

    ResultActions page(String user, String role, String... parameters) throws Exception {
        return open("", user, role, parameters);
    }

    /** A newcomer has no password yet. */
    static RequestPostProcessor signedOn(String login) {
        return user(login)
                .roles(
                        switch (login) {
                            case "head" -> "heads";
                            case "lawyer" -> "lawyers";
                            default -> "sales";
                        });
    }

    ResultActions ask(String user, long touch, String action, String body) throws Exception {
        return web.perform(post("/api/touches/" + touch + "/" + action)
                .with(signedOn(user))
                .with(csrf())
                .contentType(MediaType.APPLICATION_JSON)
                .content(body));
    }

    Activity touch(long id) {
        return calendar.get(id);
    }
}
