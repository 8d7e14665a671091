package io.polisflow.security;

import java.io.Serializable;
import java.security.Principal;
import java.util.List;

/**
 * The principal of a session: serialisable, so that sessions may be shared by several nodes.
 *
 * @param stamp changes with the password
 */
record SignedOnUser(String id, String fullName, List<String> groups, String stamp) implements Principal, Serializable {

    @Override
    public String getName() {
        return id;
    }
}
