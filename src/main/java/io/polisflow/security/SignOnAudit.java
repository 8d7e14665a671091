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

/** Tells the audit who signed on and off, who could not, and which name was closed or opened. */
@Component
class SignOnAudit {

    private static final String USER = "user";

    // Security alone, without the CRM, has no audit.
    private final ObjectProvider<AuditTrail> audit;
    private final IdentityService identity;

    SignOnAudit(ObjectProvider<AuditTrail> audit, @Lazy IdentityService identity) {
        this.audit = audit;
        this.identity = identity;
    }

    @EventListener
    void told(SignOnEvent event) {
        AuditAction action =
                switch (event.kind()) {
                    case FAILED -> AuditAction.SIGN_ON_REFUSED;
                    case CLOSED -> AuditAction.LOCKED_OUT;
                    case OPENED -> AuditAction.UNLOCKED;
                    case PASSWORD_CHANGED -> AuditAction.SETTING;
                    case SIGNED_OFF -> AuditAction.SIGNED_OFF;
                };
        if (event.kind() == SignOnEvent.Kind.SIGNED_OFF) {
            tell(action, event.name());
            return;
        }
        Map<String, String> details =
                event.kind() == SignOnEvent.Kind.PASSWORD_CHANGED ? Map.of("setting", "password") : Map.of();
        audit.ifAvailable(trail -> trail.event(action, AuditSubject.of(USER, known(event.name())), details));
    }

    /** What was typed may be a password in the wrong field: it is kept only when somebody has that name. */
    private String known(String name) {
        return identity.createUserQuery().userId(name).count() > 0 ? name : null;
    }

    @EventListener
    void signedOn(InteractiveAuthenticationSuccessEvent event) {
        String login = event.getAuthentication().getName();
        tell(AuditAction.SIGNED_ON, login);
    }

    @EventListener
    void signedOff(LogoutSuccessEvent event) {
        String login = event.getAuthentication().getName();
        tell(AuditAction.SIGNED_OFF, login);
    }

    private void tell(AuditAction action, String login) {
        audit.ifAvailable(trail -> trail.eventBy(login, action, AuditSubject.of(USER, login), Map.of()));
    }
}
