package io.polisflow.security;

import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.security.authentication.event.InteractiveAuthenticationSuccessEvent;
import org.springframework.security.authentication.event.LogoutSuccessEvent;

/** Proves what the audit is told of signing on, and that it keeps nothing that was typed by mistake. */
class SignOnAuditTest {

    private final AuditTrail trail = mock(AuditTrail.class);
    private final IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);
    private SignOnAudit audit;

    @BeforeEach
    void someIsKnown() {
        StaticListableBeanFactory beans = new StaticListableBeanFactory(Map.of("trail", trail));
        audit = new SignOnAudit(beans.getBeanProvider(AuditTrail.class), identity, new CurrentUser());
        when(identity.createUserQuery().userId(any()).count()).thenReturn(0L);
        when(identity.createUserQuery().userId("manager").count()).thenReturn(1L);
    }

    @Test
    void failuresAndLocksAreToldWithTheNameOfWhoExists() {
        audit.heard(new SignOnEvent(SignOnEvent.Kind.FAILED, "manager", null));
        audit.heard(new SignOnEvent(SignOnEvent.Kind.CLOSED, "manager", null));
        audit.heard(new SignOnEvent(SignOnEvent.Kind.OPENED, "manager", null));

        for (AuditAction action : List.of(AuditAction.SIGN_ON_REFUSED, AuditAction.LOCKED_OUT, AuditAction.UNLOCKED)) {
            verify(trail).eventBy(null, action, AuditSubject.of("user", "manager"), Map.of());
        }
    }

    @Test
    void whatNobodyIsCalledIsNotKept() {
        audit.heard(new SignOnEvent(SignOnEvent.Kind.FAILED, "my-secret-password", null));

        verify(trail).eventBy(eq(null), eq(AuditAction.SIGN_ON_REFUSED), eq(AuditSubject.of("user", "unknown")), any());
    }

    @Test
    void comingAndGoingIsTold() {
        var manager = IdentityServiceAuthenticationProvider.signedOn(
                new SignedOnUser("manager", "Анна Морозова", List.of("sales"), ""));
        audit.came(new InteractiveAuthenticationSuccessEvent(manager, getClass()));
        audit.went(new LogoutSuccessEvent(manager));

        verify(trail).eventBy("manager", AuditAction.SIGNED_ON, AuditSubject.of("user", "manager"), Map.of());
        verify(trail).eventBy("manager", AuditAction.SIGNED_OFF, AuditSubject.of("user", "manager"), Map.of());
    }
}
