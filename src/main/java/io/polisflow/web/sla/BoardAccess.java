package io.polisflow.web.sla;

import io.polisflow.crm.access.Viewer;
import io.polisflow.crm.access.Viewers;
import io.polisflow.crm.branch.Branch;
import io.polisflow.crm.branch.Branches;
import io.polisflow.process.sla.board.Sight;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ResponseStatusException;

/**
 * Decides whose deadlines the signed-on person may see, by the rule of {@link io.polisflow.crm.access.DealSight}: supervisors
 * all, a head those of their branch and of the branches of heads whom they stand in for. Work of no branch and of a branch
 * without a head is every head's, as it is every head's to be told of it.
 */
@Component
class BoardAccess {

    private final Viewers viewers;
    private final Branches branches;

    BoardAccess(Viewers viewers, Branches branches) {
        this.viewers = viewers;
        this.branches = branches;
    }

    /** @throws ResponseStatusException 403 when the person watches nobody's deadlines */
    Sight sight() {
        Viewer viewer = viewers.current();
        if (viewer.seesAll()) {
            return Sight.ALL;
        }
        if (!viewer.heads().isEmpty()) {
            return new Sight(branches.all().stream()
                    .filter(branch -> branch.head() == null || viewer.heads().contains(branch.head()))
                    .map(Branch::code)
                    .collect(Collectors.toSet()));
        }
        throw new ResponseStatusException(HttpStatus.FORBIDDEN, "Сроки видят супервизоры и руководители");
    }
}
