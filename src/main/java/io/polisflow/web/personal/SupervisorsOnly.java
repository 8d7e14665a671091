package io.polisflow.web.personal;

import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/** Supervisors are whom the insurer charges with personal data: they see all deals anyway, and nobody else gathers or erases. */
@Component
class SupervisorsOnly {

    private final CurrentUser user;

    SupervisorsOnly(CurrentUser user) {
        this.user = user;
    }

    /** @return the supervisor's id @throws ResponseStatusException when somebody else is signed on */
    String require() {
        if (!user.isIn(UserGroup.SUPERVISORS)) {
            throw new ResponseStatusException(
                    HttpStatus.FORBIDDEN, "Данные субъекта собирает и удаляет супервизор: обратитесь к нему");
        }
        return user.id();
    }
}
