package io.polisflow.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.PasswordPolicyRule;
import org.camunda.bpm.engine.identity.User;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyLengthRuleImpl;
import org.camunda.bpm.engine.impl.identity.PasswordPolicyUserDataRuleImpl;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** A person's own account: who they are here, and a new password, after which their other sessions end. */
@Controller
class OwnPassword {

    private final IdentityService identity;
    private final CurrentUser currentUser;
    private final SignOnLocks locks;
    private final Standing standing;
    private final SignOnProperties properties;
    private final ApplicationEventPublisher events;

    OwnPassword(
            IdentityService identity,
            CurrentUser currentUser,
            SignOnLocks locks,
            Standing standing,
            SignOnProperties properties,
            ApplicationEventPublisher events) {
        this.identity = identity;
        this.currentUser = currentUser;
        this.locks = locks;
        this.standing = standing;
        this.properties = properties;
        this.events = events;
    }

    @GetMapping("/account")
    String account(Model model) {
        model.addAttribute("name", currentUser.fullName());
        model.addAttribute("login", currentUser.id());
        model.addAttribute("groups", UserGroup.titles(currentUser.groups()));
        // Whoever has no tasks needs nobody to do them.
        model.addAttribute(
                "substituting",
                currentUser.groups().stream().anyMatch(group -> !group.equals(UserGroup.ANALYSTS.id())));
        model.addAttribute("shortest", properties.password().length());
        model.addAttribute(
                "hasPassword",
                standing.now(currentUser.id())
                        .filter(user -> !user.stamp().isEmpty())
                        .isPresent());
        return "account";
    }

    @PostMapping("/account/password")
    String change(
            @RequestParam("current") String current,
            @RequestParam("fresh") String fresh,
            @RequestParam("again") String again,
            HttpServletRequest request,
            RedirectAttributes redirect) {
        List<String> problems = problems(current, fresh, again);
        if (problems.isEmpty()) {
            User user = identity.createUserQuery().userId(currentUser.id()).singleResult();
            user.setPassword(fresh);
            identity.saveUser(user);
            standing.now(currentUser.id()).ifPresent(now -> SessionLimits.renew(request.getSession(), now));
            events.publishEvent(
                    new SignOnEvent(SignOnEvent.Kind.PASSWORD_CHANGED, currentUser.id(), request.getRemoteAddr()));
            redirect.addAttribute("changed", "");
        } else {
            redirect.addFlashAttribute("problems", problems);
        }
        return "redirect:/account";
    }

    private List<String> problems(String current, String fresh, String again) {
        if (!fresh.equals(again)) {
            return List.of("Новый пароль и его повтор различаются.");
        }
        if (!identity.checkPassword(currentUser.id(), current)) {
            return List.of(
                    locks.closedUntil(currentUser.id()).isPresent()
                            ? "Слишком много неверных паролей. Повторите через "
                                    + properties.name().closed().toMinutes() + " мин."
                            : "Текущий пароль неверен.");
        }
        List<String> problems = new ArrayList<>();
        if (fresh.equals(current)) {
            problems.add("Новый пароль совпадает с прежним.");
        }
        User user = identity.createUserQuery().userId(currentUser.id()).singleResult();
        identity.checkPasswordAgainstPolicy(fresh, user).getViolatedRules().stream()
                .map(OwnPassword::inWords)
                .forEach(problems::add);
        return problems;
    }

    private static String inWords(PasswordPolicyRule broken) {
        return switch (broken.getPlaceholder()) {
            case PasswordPolicyLengthRuleImpl.PLACEHOLDER -> shortest(broken.getParameters());
            case PasswordPolicyUserDataRuleImpl.PLACEHOLDER -> "В пароле есть ваше имя, фамилия, логин или почта.";
            default -> "Такой пароль легко угадать: возьмите несколько не связанных между собой слов.";
        };
    }

    private static String shortest(Map<String, String> parameters) {
        return "Пароль короче " + parameters.get("minLength") + " знаков.";
    }
}
