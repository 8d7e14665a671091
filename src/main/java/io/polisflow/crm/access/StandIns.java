package io.polisflow.crm.access;

import java.util.Set;

/** Tells whom somebody stands in for today. */
public interface StandIns {

    /** @return logins of those who are away and whose work this login does today */
    Set<String> stoodInFor(String login);
}
