package io.polisflow.web.calendar;

import io.polisflow.crm.access.Viewers;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.util.Set;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Whose calendar somebody may see and fill: their own, that of whom they stand in for, and as head or supervisor anybody's. */
@Component
class CalendarRights {

    private final CurrentUser user;
    private final Viewers viewers;

    CalendarRights(CurrentUser user, Viewers viewers) {
        this.user = user;
        this.viewers = viewers;
    }

    String me() {
        return user.id();
    }

    /** @return logins whose deals they plan touches for: their own and of whom they stand in for today */
    Set<String> plansFor() {
        return viewers.current().sellers();
    }

    boolean mayChoose() {
        return user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
    }

    /** Whether they may plan and move touches: those of their own deals, or as head or supervisor of all. */
    boolean mayPlan() {
        return mayChoose() || user.isIn(UserGroup.SALES);
    }

    /** @throws ResponseStatusException 403 when they plan no touches */
    void requireMayPlan() {
        if (!mayPlan()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Касания планируют менеджеры, руководители и супервизоры");
        }
    }

    /** @param owner user id. @throws ResponseStatusException 403 when it is somebody else's and they may not */
    void requireMaySee(String owner) {
        if (!user.id().equals(owner) && !plansFor().contains(owner) && !mayChoose()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Чужой календарь открывают руководители и супервизоры");
        }
    }
}
