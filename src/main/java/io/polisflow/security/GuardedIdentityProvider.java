package io.polisflow.security;

import org.camunda.bpm.engine.impl.identity.db.DbIdentityServiceProvider;
import org.camunda.bpm.engine.impl.interceptor.Session;
import org.camunda.bpm.engine.impl.interceptor.SessionFactory;
import org.camunda.bpm.engine.impl.persistence.entity.UserEntity;

/**
 * The engine's users without its own count of failures: {@link GuardedIdentityService} counts. The engine's would write the user's row at
 * each failure, and two failures at the same moment would trip over each other.
 */
class GuardedIdentityProvider extends DbIdentityServiceProvider {

    @Override
    protected void lockUser(UserEntity user) {
        // Counted elsewhere.
    }

    /** Opens one for each command of the engine. */
    static class Factory implements SessionFactory {

        @Override
        public Class<?> getSessionType() {
            return GuardedIdentityProvider.class;
        }

        @Override
        public Session openSession() {
            return new GuardedIdentityProvider();
        }
    }
}
