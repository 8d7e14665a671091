package io.polisflow.web.clients;

import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import org.springframework.stereotype.Component;

/** Who may bring many clients in at once: those who sell, and those who lead them. */
@Component
class ImportRights {

    private final CurrentUser user;

    ImportRights(CurrentUser user) {
        this.user = user;
    }

    boolean may() {
        return user.isIn(UserGroup.SALES) || user.isIn(UserGroup.HEADS) || user.isIn(UserGroup.SUPERVISORS);
    }
}
