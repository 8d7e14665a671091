package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.Mockito.RETURNS_DEEP_STUBS;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

class CamundaStaffTest {

    private final IdentityService identity = mock(IdentityService.class, RETURNS_DEEP_STUBS);
    private final CamundaStaff staff = new CamundaStaff(identity);

    private void called(String firstName) {
        User anna = mock(User.class);
        when(anna.getId()).thenReturn("anna");
        when(anna.getFirstName()).thenReturn(firstName);
        when(identity.createUserQuery().userId("anna").singleResult()).thenReturn(anna);
    }

    private void asked(int times) {
        verify(identity.createUserQuery().userId("anna"), times(times)).singleResult();
    }

    @AfterEach
    void end() {
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.clearSynchronization();
        }
    }

    @Test
    void aPageAsksOnceForEachPersonAndTheNextPageAsksAgain() {
        called("Анна");
        TransactionSynchronizationManager.initSynchronization();
        assertThat(staff.nameOf("anna")).isEqualTo("Анна");
        assertThat(staff.nameOf("anna")).isEqualTo("Анна");
        asked(1);

        TransactionSynchronizationManager.getSynchronizations()
                .forEach(each -> each.afterCompletion(TransactionSynchronization.STATUS_COMMITTED));
        called("Анна-Мария");
        assertThat(staff.nameOf("anna")).isEqualTo("Анна-Мария");
    }

    @Test
    void outsideOfATransactionNothingIsRemembered() {
        called("Анна");
        assertThat(staff.nameOf("anna")).isEqualTo("Анна");
        called("Яна");
        assertThat(staff.nameOf("anna")).isEqualTo("Яна");
    }
}
