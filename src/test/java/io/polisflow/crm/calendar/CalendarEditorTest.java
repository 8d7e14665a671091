package io.polisflow.crm.calendar;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.node.NodeNews;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;

/** Changing a calendar's days: nothing is lost between two who change them, and every node counts by the change. */
abstract class CalendarEditorTest extends DatabaseTest {

    private static final String OWN = "test-region";
    private static final LocalDate DAY = LocalDate.of(2026, 11, 25);

    @Autowired
    private CalendarEditor editor;

    @Autowired
    private WorkingCalendars calendars;

    @Autowired
    private CalendarStore store;

    @Autowired
    private Regions regions;

    @Autowired
    private ObjectProvider<CalendarOfUser> users;

    @Autowired
    private InsertOnce insertOnce;

    @AfterEach
    void asDelivered() {
        for (String table : List.of("calendar_change", "calendar_day", "calendar_year")) {
            jdbc.update("delete from " + table + " where calendar = ?", OWN);
        }
        jdbc.update("delete from calendar where code = ?", OWN);
        jdbc.update("delete from calendar_change where calendar = 'ru'");
        jdbc.update("delete from calendar_day where calendar = 'ru' and year_ = 2031");
        jdbc.update("delete from calendar_year where calendar = 'ru' and year_ = 2031");
        transaction.executeWithoutResult(status -> calendars.changed());
    }

    private void region() {
        regions.add(new Regions.RegionForm(OWN, "Наш край", "Asia/Omsk", "", "", "", ""), "admin");
    }

    private void enter(int revision, DayChange... changes) {
        editor.enter(OWN, 2026, revision, List.of(changes), "Закон края", false, "admin");
    }

    private int revision() {
        return editor.draft(OWN, 2026, List.of(), null, null).revision();
    }

    private static DayChange off(LocalDate day) {
        return new DayChange(day, DayKind.OFF, "День края");
    }

    @Test
    void whatIsPutInForceIsCountedByAndRecorded() {
        region();
        assertThat(calendars.of(OWN).isWorkingDay(DAY)).isTrue();

        enter(YearDraft.NEW, off(DAY), new DayChange(DAY.minusDays(1), DayKind.SHORTENED, null));

        WorkingTime time = calendars.of(OWN);
        assertThat(time.isWorkingDay(DAY)).isFalse();
        assertThat(time.between(time.opening(DAY.minusDays(1)), time.opening(DAY)))
                .isEqualTo(Duration.ofHours(8));
        assertThat(calendars.country().isWorkingDay(DAY)).isTrue();
        assertThat(editor.changes(OWN).get(0).actor()).isEqualTo("admin");
        assertThat(editor.changes(OWN).get(0).text())
                .isEqualTo("Заведён 2026 год, источник: Закон края\n"
                        + "24 ноября: как в календаре страны → сокращённый\n"
                        + "25 ноября: как в календаре страны → выходной, День края");
    }

    @Test
    void theSecondOfTwoAdministratorsLosesNothingAndReadsWhy() {
        region();
        enter(YearDraft.NEW, off(DAY));
        int seenByBoth = revision();
        enter(seenByBoth, off(DAY.plusDays(1)));

        assertThatThrownBy(() -> enter(seenByBoth, off(DAY.plusDays(2))))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("Ваши правки остались в черновике");
        assertThat(editor.draft(OWN, 2026, List.of(), null, null).before()).containsOnlyKeys(DAY, DAY.plusDays(1));
    }

    @Test
    void ofManyWhoChangeAYearAtOnceOneGetsThrough() throws Exception {
        region();
        enter(YearDraft.NEW, off(DAY));
        int seenByAll = revision();
        AtomicInteger serial = new AtomicInteger();

        List<Boolean> through = atOnce(() -> {
            try {
                enter(seenByAll, off(DAY.plusDays(1 + serial.incrementAndGet())));
                return true;
            } catch (ConflictException e) {
                return false;
            }
        });

        assertThat(through).containsOnlyOnce(true);
        assertThat(editor.draft(OWN, 2026, List.of(), null, null).before()).hasSize(2);
    }

    @Test
    void anotherNodeNoticesTheChange() {
        region();
        WorkingCalendars other = new WorkingCalendars(store, users, mock(), clock, Duration.ZERO);
        WorkingCalendars lazy = new WorkingCalendars(store, users, mock(), clock, Duration.ofDays(1));
        assertThat(other.of(OWN).isWorkingDay(DAY)).isTrue();
        assertThat(lazy.of(OWN)).as("kept as long as nobody looks").isSameAs(lazy.of(OWN));
        WorkingTime before = other.of(OWN);
        assertThat(other.of(OWN)).as("nothing has changed").isSameAs(before);

        enter(YearDraft.NEW, off(DAY));

        assertThat(other.of(OWN).isWorkingDay(DAY)).isFalse();
        assertThat(lazy.of(OWN).isWorkingDay(DAY)).isTrue();
        lazy.heard("");
        assertThat(lazy.of(OWN).isWorkingDay(DAY)).as("told of it").isFalse();
    }

    @Test
    void whoChangesACalendarTellsTheOtherNodesOnceWithTheCommit() {
        NodeNews news = mock();
        WorkingCalendars here = new WorkingCalendars(store, users, news, clock, Duration.ofDays(1));

        transaction.executeWithoutResult(status -> {
            here.changed();
            here.changed();
        });

        verify(news).announce("calendars", "");
    }

    @Test
    void aChangeThatIsRolledBackIsCountedByNobody() {
        region();
        transaction.executeWithoutResult(status -> {
            enter(YearDraft.NEW, off(DAY));
            assertThat(calendars.of(OWN).isWorkingDay(DAY)).isFalse();
            status.setRollbackOnly();
        });

        assertThat(calendars.of(OWN).isWorkingDay(DAY)).isTrue();
    }

    @Test
    void whatDoesNotFitTheYearIsRefused() {
        region();
        assertThatThrownBy(() -> enter(YearDraft.NEW, off(LocalDate.of(2027, 3, 1))))
                .isInstanceOf(RefusedException.class)
                .hasMessage("01.03.2027 — день другого года, а правится 2026-й");
        assertThatThrownBy(() -> enter(YearDraft.NEW, off(DAY), new DayChange(DAY, null, null)))
                .hasMessage("25 ноября указано дважды: оставьте что-то одно");
        assertThatThrownBy(() -> enter(YearDraft.NEW, new DayChange(DAY, DayKind.OFF, "х".repeat(201))))
                .hasMessage("25 ноября: название не длиннее 200 знаков");
        assertThatThrownBy(() -> editor.enter(OWN, 2026, YearDraft.NEW, List.of(off(DAY)), " ", false, "admin"))
                .hasMessageStartingWith("Укажите источник");
        enter(YearDraft.NEW, off(DAY));
        assertThatThrownBy(() -> enter(revision(), off(DAY))).hasMessageStartingWith("В черновике нет изменений");
    }

    @Test
    void aYearThatNobodyEnteredBeginsWithThePublicHolidays() {
        YearDraft draft = editor.draft("ru", 2031, List.of(), null, null);
        assertThat(draft.filled()).isFalse();
        assertThat(draft.before()).hasSize(14);

        editor.enter("ru", 2031, YearDraft.NEW, List.of(off(LocalDate.of(2031, 6, 13))), "Проект", true, "admin");

        WorkingTime country = calendars.country();
        assertThat(country.isFilled(2031)).isTrue();
        assertThat(country.isWorkingDay(LocalDate.of(2031, 6, 12))).isFalse();
        assertThat(country.isWorkingDay(LocalDate.of(2031, 6, 13))).isFalse();
        assertThat(calendars.of("ru-ta").isWorkingDay(LocalDate.of(2031, 6, 13)))
                .as("a region changes with the country")
                .isFalse();
        assertThat(calendars.of("ru-ta").isFilled(2031)).isFalse();
    }

    @Test
    void aMissingYearIsTold() {
        clock.set(LocalDate.of(2031, 1, 15).atStartOfDay(clock.getZone()).toInstant());
        assertThat(calendars.missingYears("ru")).containsExactly(2031);
        clock.set(LocalDate.of(2030, 11, 1).atStartOfDay(clock.getZone()).toInstant());
        assertThat(calendars.missingYears("ru")).containsExactly(2030, 2031);
        clock.set(LocalDate.of(2027, 10, 31).atStartOfDay(clock.getZone()).toInstant());
        assertThat(calendars.missingYears("ru")).isEmpty();
    }

    @Test
    void hoursOfTheConfigurationAreRememberedAndFollowedOnce() {
        List<String> followed = new ArrayList<>();
        CalendarDependents counted = new CalendarDependents() {
            @Override
            public Moves preview(String calendar, WorkingTime changed) {
                return Moves.NONE;
            }

            @Override
            public void follow(String calendar) {
                followed.add(calendar);
            }
        };
        CalendarBasis earlier = basis("08:00", counted);
        CalendarBasis now = basis("09:00", counted);

        transaction.executeWithoutResult(status -> {
            earlier.settle();
            earlier.settle();
            assertThat(followed).containsOnlyOnce("ru", "ru-ta", "ru-ba");
            followed.clear();
            now.settle();
            now.settle();
            assertThat(followed).containsOnlyOnce("ru", "ru-ta", "ru-ba");
            status.setRollbackOnly();
        });
        followed.clear();
        transaction.executeWithoutResult(status -> now.settle());
        assertThat(followed).as("the application's own start has settled it").isEmpty();
    }

    private CalendarBasis basis(String opens, CalendarDependents dependents) {
        return new CalendarBasis(
                new ConfiguredHours(opens, "18:00", "", "", clock), calendars, provider(dependents), insertOnce, jdbc);
    }

    private static ObjectProvider<CalendarDependents> provider(CalendarDependents dependents) {
        StaticListableBeanFactory beans = new StaticListableBeanFactory();
        beans.addBean("dependents", dependents);
        return beans.getBeanProvider(CalendarDependents.class);
    }
}
