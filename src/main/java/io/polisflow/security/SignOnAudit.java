package io.polisflow.security;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.event.EventListener;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;
import org.springframework.stereotype.Component;

/** Tells the audit who came and went, who was refused and whose name was closed or opened. */
@Component
class SignOnAudit {

    private static final String KIND = "user";
    private static final Map<SignOnEvent.Kind, AuditAction> ACTIONS = Map.of(
            SignOnEvent.Kind.FAILED, AuditAction.SIGN_ON_REFUSED,
            SignOnEvent.Kind.CLOSED, AuditAction.LOCKED_OUT,
            SignOnEvent.Kind.OPENED, AuditAction.UNLOCKED,
            SignOnEvent.Kind.PASSWORD_CHANGED, AuditAction.CHANGED);

    private final ObjectProvider<AuditTrail> trail;
    private final IdentityService identity;
    private final CurrentUser currentUser;

    SignOnAudit(ObjectProvider<AuditTrail> trail, @Lazy IdentityService identity, CurrentUser currentUser) {
        this.trail = trail;
        this.identity = identity;
        this.currentUser = currentUser;
    }

    @EventListener
    void heard(SignOnEvent event) {
        // What nobody is called may be a password typed into the wrong field: it is not kept.
        boolean known = identity.createUserQuery().userId(event.name()).count() > 0;
        note(
                currentUser.isSignedOn() ? currentUser.id() : null,
                ACTIONS.get(event.kind()),
                known ? event.name() : "unknown",
                event.kind() == SignOnEvent.Kind.PASSWORD_CHANGED ? Map.of("what", "password") : Map.of());
    }

    @EventListener
    void came(InteractiveAuthenticationSuccessEvent event) {
        String id = event.getAuthentication().getName();
        note(id, AuditAction.SIGNED_ON, id, Map.of());
    }

    @EventListener
    void went(LogoutSuccessEvent event) {
        String id = event.getAuthentication().getName();
        note(id, AuditAction.SIGNED_OFF, id, Map.of());
    }

    private void note(String actor, AuditAction action, String user, Map<String, ?> details) {
        trail.ifAvailable(audit -> audit.eventBy(actor, action, AuditSubject.of(KIND, user), details));
    }
}
