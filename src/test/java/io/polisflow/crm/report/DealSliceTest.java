package io.polisflow.crm.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What people may type into an address of reports and of their deals. */
class DealSliceTest {

    @Test
    void anAddressTypedByHandChoosesNothingThatItCannotName() {
        DealSlice nonsense = DealSlice.parse(
                Map.of(
                        "by",
                        "opened",
                        "from",
                        "soon",
                        "to",
                        "+999999999-12-31",
                        "reached",
                        "nowhere",
                        "source",
                        "a\u0000"),
                ZoneId.of("Europe/Moscow"));
        assertThat(nonsense.isNarrow()).isFalse();
    }

    @Test
    void aPeriodEndsAfterItsBeginningWithinTenYears() {
        LocalDate today = LocalDate.of(2026, 11, 24);
        assertThatThrownBy(() -> new ReportFilter(today, today.minusDays(1), null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new ReportFilter(today, today.plusYears(11), null, null, null))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
