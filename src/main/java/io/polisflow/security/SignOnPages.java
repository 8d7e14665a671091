package io.polisflow.security;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;

/** The login page and the way from {@code /} to the web app in which a user's day begins. */
@Controller
class SignOnPages {

    private final CurrentUser currentUser;
    private final boolean demoUsers;

    SignOnPages(CurrentUser currentUser, @Value("${polisflow.demo.users:false}") boolean demoUsers) {
        this.currentUser = currentUser;
        this.demoUsers = demoUsers;
    }

    @GetMapping("/login")
    String login(Model model) {
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
