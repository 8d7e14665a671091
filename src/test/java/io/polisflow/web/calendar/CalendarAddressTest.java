package io.polisflow.web.calendar;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.web.calendar.CalendarAddress.View;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

/** The calendar's address: what it shows and where it leads. */
class CalendarAddressTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 11, 24);

    private static CalendarAddress address(String view, String date, String owner) {
        return CalendarAddress.parse(view, date, owner, TODAY);
    }

    @Test
    void aMonthShowsWholeWeeksAndKnowsItsOwnDays() {
        CalendarAddress month = address("month", "2026-11-30", null);
        assertThat(month.first()).isEqualTo(LocalDate.of(2026, 10, 26));
        assertThat(month.last()).isEqualTo(LocalDate.of(2026, 12, 6));
        assertThat(month.holds(LocalDate.of(2026, 11, 1))).isTrue();
        assertThat(month.holds(LocalDate.of(2026, 12, 1))).isFalse();
        assertThat(month.holds(LocalDate.of(2027, 11, 1))).isFalse();
        assertThat(month.title()).isEqualTo("ноябрь 2026");
        assertThat(address("month", "2027-02-10", null).first()).isEqualTo(LocalDate.of(2027, 2, 1));
    }

    @Test
    void titlesAreInRussian() {
        assertThat(address("day", "2026-11-24", null).title()).isEqualTo("вторник, 24 ноября 2026");
        assertThat(address("week", "2026-11-29", null).title()).isEqualTo("23 – 29 ноября 2026");
        assertThat(address("week", "2026-12-02", null).title()).isEqualTo("30 ноября – 6 декабря 2026");
    }

    @Test
    void eachStepKeepsViewDateAndOwner() {
        CalendarAddress week = address("week", "2026-11-25", "manager");
        assertThat(week.previous()).isEqualTo("/crm/calendar?view=week&date=2026-11-18&owner=manager");
        assertThat(week.next()).isEqualTo("/crm/calendar?view=week&date=2026-12-02&owner=manager");
        assertThat(week.today()).isEqualTo("/crm/calendar?view=week&owner=manager");
        assertThat(week.by(View.MONTH)).isEqualTo("/crm/calendar?view=month&date=2026-11-25&owner=manager");
        assertThat(week.day(TODAY)).isEqualTo("/crm/calendar?view=day&date=2026-11-24&owner=manager");
        assertThat(week.of(null)).isEqualTo("/crm/calendar?view=week&date=2026-11-25");
        assertThat(address("month", "2026-01-31", null).next()).isEqualTo("/crm/calendar?view=month&date=2026-02-28");
        assertThat(address("day", null, "а&b").today()).isEqualTo("/crm/calendar?view=day&owner=%D0%B0%26b");
    }

    @Test
    void whateverCannotBeReadIsThisWeekOfOnesOwn() {
        for (String nonsense : new String[] {null, "", "завтра", "9999-01-01", "-500-01-01", "2026-02-30"}) {
            CalendarAddress address = address("year", nonsense, " ");
            assertThat(address).isEqualTo(new CalendarAddress(View.WEEK, TODAY, null));
        }
    }
}
