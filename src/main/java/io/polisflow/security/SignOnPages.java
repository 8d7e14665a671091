package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page and the way from {@code /} to the web app in which a user's day begins. */
@Controller
class SignOnPages {

    private final CurrentUser currentUser;
    private final SignOnProperties properties;
    private final boolean demoUsers;

    SignOnPages(
            CurrentUser currentUser,
            SignOnProperties properties,
            @Value("${polisflow.demo.users:false}") boolean demoUsers) {
        this.currentUser = currentUser;
        this.properties = properties;
        this.demoUsers = demoUsers;
    }

    @GetMapping("/login")
    String login(Model model, HttpServletRequest request, HttpServletResponse response) {
        // Whatever else the page says is later news.
        model.addAttribute("ended", EndedSession.read(request, response) && request.getQueryString() == null);
        model.addAttribute("closedMinutes", properties.name().closed().toMinutes());
        if (demoUsers) {
            model.addAttribute("demoUsers", DemoUser.ALL);
        }
        return "login";
    }

    @GetMapping("/")
    String start() {
        // Analysts have no tasks of their own, only models.
        boolean onlyAnalyst = currentUser.groups().stream().allMatch(UserGroup.ANALYSTS.id()::equals)
                && currentUser.isIn(UserGroup.ANALYSTS);
        return onlyAnalyst ? "redirect:/camunda/app/cockpit/default/" : "redirect:/camunda/app/tasklist/default/";
    }
}
