package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** On the database of a fresh machine. */
class ReportsOnH2Test extends ReportsTest {

    @Autowired
    private LossMonths months;

    @Test
    void monthsAreNotSummedUpHere() {
        assertThat(months.sumUpNext()).isFalse();
    }
}
