package io.polisflow.security;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Puts groups, users, grants and filters in place before the first request is served. */
@Component
class SecuritySetUp implements SmartInitializingSingleton {

    private final UserAccounts accounts;
    private final Authorizations authorizations;
    private final TasklistFilters filters;

    SecuritySetUp(UserAccounts accounts, Authorizations authorizations, TasklistFilters filters) {
        this.accounts = accounts;
        this.authorizations = authorizations;
        this.filters = filters;
    }

    @Override
    public void afterSingletonsInstantiated() {
        accounts.createMissing();
        authorizations.putInForce();
        filters.createMissing();
    }
}
