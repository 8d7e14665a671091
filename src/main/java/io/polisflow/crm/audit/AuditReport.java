package io.polisflow.crm.audit;

import java.util.List;
import java.util.Optional;

/**
 * What a check came to.
 *
 * @param rows links read
 * @param position of the last link
 * @param head hash of the last link
 * @param unsealed rows that wait for their place in the chain
 * @param broken how many findings there are, of which the first hundred are kept
 * @param confirmed the last anchor that the chain agrees with, unbroken up to there
 */
public record AuditReport(
        long rows,
        long position,
        String head,
        long unsealed,
        long broken,
        List<AuditFinding> findings,
        Optional<AuditAnchor> confirmed) {

    public boolean holds() {
        return broken == 0;
    }
}
