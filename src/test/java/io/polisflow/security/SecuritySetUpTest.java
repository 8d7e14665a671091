package io.polisflow.security;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.doThrow;
import static org.mockito.Mockito.inOrder;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.never;
import static org.mockito.Mockito.verify;

import org.junit.jupiter.api.Test;
import org.mockito.InOrder;
import org.springframework.transaction.PlatformTransactionManager;

/** Nodes that are at work while another one starts never see a grant missing that is only given anew. */
class SecuritySetUpTest {

    private final PlatformTransactionManager transactions = mock();
    private final Authorizations authorizations = mock();
    private final SecuritySetUp setUp =
            new SecuritySetUp(mock(UserAccounts.class), authorizations, mock(TasklistFilters.class), transactions);

    @Test
    void grantsAreTakenAndGivenInOneTransaction() {
        setUp.afterSingletonsInstantiated();

        InOrder order = inOrder(transactions, authorizations);
        order.verify(transactions).getTransaction(any());
        order.verify(authorizations).putInForce();
        order.verify(transactions).commit(any());
    }

    @Test
    void aStartThatFailsInBetweenLeavesThemAsTheyWere() {
        doThrow(new IllegalStateException("the database is away"))
                .when(authorizations)
                .putInForce();

        assertThatThrownBy(setUp::afterSingletonsInstantiated).hasMessage("the database is away");

        verify(transactions).rollback(any());
        verify(transactions, never()).commit(any());
    }
}
