package io.polisflow.process.models.migration;

import java.util.List;

/**
 * What the engine says of moving one instance.
 *
 * @param reason a Russian sentence, null when it can move
 * @param standing where its tokens are
 */
record InstanceLook(Verdict verdict, String reason, List<Standing> standing) {

    enum Verdict {
        CAN,
        /** Not at this moment; a moment later it may. */
        BUSY,
        CANNOT,
        /** There is nothing left to move. */
        ENDED
    }

    record Standing(String step, String name) {}

    static InstanceLook of(Verdict verdict, String reason) {
        return new InstanceLook(verdict, reason, List.of());
    }
}
