package io.polisflow.web;

import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ModelAttribute;

/** Gives every page of the workspace its bar: who is signed on, and a menu of only what they may open. */
@ControllerAdvice(basePackageClasses = Sections.class)
class Sections {

    private static final List<UserGroup> WORK_WITH_CLIENTS =
            List.of(UserGroup.SALES, UserGroup.UNDERWRITERS, UserGroup.LAWYERS, UserGroup.HEADS, UserGroup.SUPERVISORS);

    private final CurrentUser user;

    Sections(CurrentUser user) {
        this.user = user;
    }

    /** @param current whether the page shown belongs to it */
    record Section(String href, String label, boolean current) {}

    /** @return whom the bar names, or null when nobody is signed on */
    @ModelAttribute("userName")
    String userName() {
        return user.isSignedOn() ? user.fullName() : null;
    }

    /** @return whether the bar has a search box: it finds clients' data */
    @ModelAttribute("searching")
    boolean searching() {
        return user.isSignedOn() && worksWithClients(user);
    }

    /** @return whether the audit is theirs to read; the supervisors' bar is full: they find it among the sections of «Сроки» */
    @ModelAttribute("auditing")
    boolean auditing() {
        return user.isSignedOn() && (user.isIn(UserGroup.SUPERVISORS) || user.isIn(UserGroup.ADMINISTRATORS));
    }

    /** @return whether requests of the subjects of personal data are theirs to answer */
    @ModelAttribute("answeringSubjects")
    boolean answeringSubjects() {
        return user.isSignedOn() && user.isIn(UserGroup.SUPERVISORS);
    }

    @ModelAttribute("sections")
    List<Section> sections(HttpServletRequest request) {
        return of(request.getRequestURI().substring(request.getContextPath().length()));
    }

    /** @param address of the page shown, below the application's root */
    List<Section> of(String address) {
        List<Section> sections = new ArrayList<>();
        if (!user.isSignedOn()) {
            return sections;
        }
        if (worksWithClients(user)) {
            add(sections, address, "/crm/clients", "Клиенты");
            add(sections, address, "/crm/funnel", "Воронка", "/crm/deals");
            add(sections, address, "/crm/calendar", "Календарь");
            add(sections, address, "/crm/knowledge", "База знаний");
            add(sections, address, "/crm/reports", "Отчёты");
        }
        boolean watches = user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
        boolean administers = user.isIn(UserGroup.ADMINISTRATORS);
        if (watches) {
            // Who has the most sections finds working time among those of «Сроки»: the bar is full.
            add(
                    sections,
                    address,
                    "/crm/deadlines",
                    "Сроки",
                    administers ? "/crm/deadlines" : "/crm/calendars",
                    administers ? "/crm/deadlines" : "/crm/audit",
                    "/crm/personal",
                    "/crm/grants");
        }
        if (watches || administers) {
            add(sections, address, "/crm/dictionaries", "Справочники");
        }
        if (administers) {
            add(
                    sections,
                    address,
                    "/crm/calendars",
                    "Рабочее время",
                    "/crm/branches",
                    "/crm/substitutions",
                    "/crm/grants");
        }
        if (user.isIn(UserGroup.ANALYSTS) || user.isIn(UserGroup.ADMINISTRATORS)) {
            add(sections, address, "/crm/models", "Модели");
        }
        if (user.isIn(UserGroup.ADMINISTRATORS)) {
            add(sections, address, "/crm/audit", "Аудит");
        }
        return sections;
    }

    static boolean worksWithClients(CurrentUser user) {
        return WORK_WITH_CLIENTS.stream().anyMatch(user::isIn);
    }

    /** @param others beginnings of further addresses that belong to it */
    private static void add(List<Section> sections, String address, String href, String label, String... others) {
        boolean current = Stream.concat(Stream.of(href), Stream.of(others))
                .anyMatch(each -> address.equals(each) || address.startsWith(each + "/"));
        sections.add(new Section(href, label, current));
    }
}
