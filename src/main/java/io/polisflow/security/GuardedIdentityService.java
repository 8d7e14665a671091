package io.polisflow.security;

import org.camunda.bpm.engine.impl.IdentityServiceImpl;

/**
 * The engine's users behind our locks: whoever checks a password, be it the login page, HTTP Basic, Admin or the engine's REST API,
 * counts towards the same lock, and Admin's «unlock» opens it. Around the engine's commands and not within them: a command holds a
 * connection, and many guesses at once would each wait for a second one to be counted with.
 */
class GuardedIdentityService extends IdentityServiceImpl {

    private final SignOnLocks locks;

    GuardedIdentityService(SignOnLocks locks) {
        this.locks = locks;
    }

    @Override
    public boolean checkPassword(String userId, String password) {
        if (userId == null || password == null || locks.closedUntil(userId).isPresent()) {
            return false;
        }
        if (super.checkPassword(userId, password)) {
            return locks.succeeded(userId);
        }
        locks.failed(userId);
        return false;
    }

    @Override
    public void unlockUser(String userId) {
        super.unlockUser(userId);
        locks.open(userId);
    }
}
