package io.polisflow.web.sla;

import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.Branches;
import io.polisflow.process.sla.board.Sight;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Decides whose deadlines the signed-on person may see: supervisors all, a head those of
 * their branch. Work of no branch and of a branch without a head is every head's, as it is every head's to be told of it.
 */
@Component
class BoardAccess {

    private final CurrentUser user;
    private final Branches branches;

    BoardAccess(CurrentUser user, Branches branches) {
        this.user = user;
        this.branches = branches;
    }

    /** @throws ResponseStatusException 403 when the person watches nobody's deadlines */
    Sight sight() {
        if (user.isIn(UserGroup.SUPERVISORS)) {
            return Sight.ALL;
        }
        if (user.isIn(UserGroup.HEADS)) {
            return new Sight(branches.all().stream()
                    .filter(branch -> branch.head() == null || branch.head().equals(user.id()))
                    .map(Branch::code)
                    .collect(Collectors.toSet()));
        }
        throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Сроки видят супервизоры и руководители");
    }
}
