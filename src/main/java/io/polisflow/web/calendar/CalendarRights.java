package io.polisflow.web.calendar;

import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Whose calendar somebody may see and fill: their own, and as head or supervisor anybody's. */
@Component
class CalendarRights {

    private final CurrentUser user;

    CalendarRights(CurrentUser user) {
        this.user = user;
    }

    String me() {
        return user.id();
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
        if (!user.id().equals(owner) && !mayChoose()) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Чужой календарь открывают руководители и супервизоры");
        }
    }
}
