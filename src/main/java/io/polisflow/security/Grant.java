package io.polisflow.security;

import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.Permission;
import org.camunda.bpm.engine.authorization.Resource;

/** One row of the table of grants; without a group it holds for every user. */
record Grant(UserGroup group, Resource resource, String resourceId, Permission... permissions) {

    int type() {
        return group == null ? Authorization.AUTH_TYPE_GLOBAL : Authorization.AUTH_TYPE_GRANT;
    }
}
