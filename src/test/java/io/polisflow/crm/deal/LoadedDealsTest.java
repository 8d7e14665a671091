package io.polisflow.crm.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.DatabaseTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.transaction.IllegalTransactionStateException;

class LoadedDealsTest extends DatabaseTest {

    @Autowired
    private LoadedDeals loaded;

    @Test
    void aDealThatTheTransactionHasReadIsFoundByItsNumberAndOnlyThere() {
        String number = deal().number();
        transaction.executeWithoutResult(status -> {
            assertThat(loaded.find(number)).isEmpty();
            Deal read = deals.get(number);
            assertThat(loaded.find(number)).containsSame(read);
            assertThat(deals.get(number)).isSameAs(read);
            assertThat(loaded.find("D-2026-999999")).isEmpty();
        });
        transaction.executeWithoutResult(
                status -> assertThat(loaded.find(number)).isEmpty());
    }

    @Test
    void aDealThatTheTransactionOpensIsFound() {
        transaction.executeWithoutResult(status -> {
            Deal opened = deal();
            assertThat(loaded.find(opened.number())).containsSame(opened);
        });
    }

    @Test
    void withoutATransactionNobodyMayAsk() {
        assertThatThrownBy(() -> loaded.find("D-2026-000001")).isInstanceOf(IllegalTransactionStateException.class);
    }
}
