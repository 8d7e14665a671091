package io.polisflow.security;

import org.camunda.bpm.engine.impl.identity.IdentityOperationResult;
import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;

/**
 * The engine's users with our locks: whoever checks a password, be it the login page, HTTP Basic, Admin or the engine's REST API,
 * counts towards the same lock, and Admin's «unlock» opens it.
 */
class GuardedIdentityProvider extends DbIdentityServiceProvider {

    private final SignOnLocks locks;

    private GuardedIdentityProvider(SignOnLocks locks) {
        this.locks = locks;
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        if (userId == null || password == null || locks.closedUntil(userId).isPresent()) {
            return false;
        }
        boolean right = super.checkPassword(userId, password);
        if (right) {
            locks.succeeded(userId);
        } else {
            locks.failed(userId);
        }
        return right;
    }

    @Override
    public IdentityOperationResult unlockUser(String userId) {
        locks.open(userId);
        return super.unlockUser(userId);
    }

    /** Opens one for each command of the engine. */
    record Factory(SignOnLocks locks) implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return GuardedIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new GuardedIdentityProvider(locks);
        }
    }
}
