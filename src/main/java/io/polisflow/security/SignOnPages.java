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
    private final PasswordWays ways;
    private final boolean demoUsers;

    SignOnPages(
            CurrentUser currentUser,
            SignOnProperties properties,
            PasswordWays ways,
            @Value("${polisflow.demo.users:false}") boolean demoUsers) {
        this.currentUser = currentUser;
        this.properties = properties;
        this.ways = ways;
        this.demoUsers = demoUsers;
    }

    @GetMapping("/login")
    String login(Model model, HttpServletRequest request, HttpServletResponse response) {
        // Whatever else the page says is later news.
        boolean ended = EndedSession.read(request, response);
        boolean plain = request.getQueryString() == null;
        model.addAttribute("ended", ended && plain);
        // Nothing has to be read here: a browser may go on to the provider by itself.
        model.addAttribute("atOnce", !ended && plain);
        model.addAttribute("closedMinutes", properties.name().closed().toMinutes());
        model.addAttribute("provider", ways.atProvider());
        model.addAttribute("form", ways.form());
        if (demoUsers && ways.own()) {
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
