package io.polisflow.web.sla;

import io.polisflow.process.sla.board.Sight;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Decides whose deadlines the signed-on person may see: supervisors and administrators all, a head those of their branch. */
@Component
class BoardAccess {

    private final CurrentUser user;

    BoardAccess(CurrentUser user) {
        this.user = user;
    }

    /** @throws ResponseStatusException 403 when the person watches nobody's deadlines */
    Sight sight() {
        if (user.isIn(UserGroup.SUPERVISORS) || user.isIn(UserGroup.ADMINISTRATORS) || user.isIn(UserGroup.HEADS)) {
            return Sight.ALL;
        }
        throw new ResponseStatusException(
                HttpStatus.FORBIDDEN, "Сроки видят супервизоры, администраторы и руководители");
    }
}
