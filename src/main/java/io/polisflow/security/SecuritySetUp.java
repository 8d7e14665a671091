package io.polisflow.security;

import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** Puts groups, users, grants and filters in place before the first request is served. */
@Component
class SecuritySetUp implements SmartInitializingSingleton {

    private final UserAccounts accounts;
    private final Authorizations authorizations;
    private final TasklistFilters filters;
    private final TransactionTemplate transaction;

    SecuritySetUp(
            UserAccounts accounts,
            Authorizations authorizations,
            TasklistFilters filters,
            PlatformTransactionManager transactions) {
        this.transaction = new TransactionTemplate(transactions);
        this.accounts = accounts;
        this.authorizations = authorizations;
        this.filters = filters;
    }

    @Override
    public void afterSingletonsInstantiated() {
        accounts.createMissing();
        // At once: other nodes are at work, and a grant that is taken away to be given anew must not be missing
        // meanwhile.
        transaction.executeWithoutResult(status -> authorizations.putInForce());
        filters.createMissing();
    }
}
