package io.polisflow.crm.deal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.TouchCalendar.Hours;
import io.polisflow.crm.deal.TouchCalendar.Move;
import io.polisflow.crm.deal.TouchCalendar.Moved;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import io.polisflow.crm.deal.TouchCalendar.Warning;
import io.polisflow.crm.journal.Journal;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** What a time for a touch is refused for and warned of, and moves that are undone, on both databases. */
abstract class TouchCalendarTest extends DatabaseTest {

    /** The tests' clock begins on Tuesday, 24 November 2026, at 10 o'clock. */
    private static final LocalDateTime WEDNESDAY = LocalDateTime.of(2026, 11, 25, 11, 0);

    private static final LocalDateTime SATURDAY = LocalDateTime.of(2026, 11, 28, 12, 0);

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private Journal journal;

    private Deal deal;

    @BeforeEach
    void aDealOfItsOwnManager() {
        deal = dealOf("seller" + System.nanoTime());
    }

    /** Nobody else's touches stand in this manager's calendar. */
    private Deal dealOf(String owner) {
        Deal made = deal();
        jdbc.update("update deal set owner = ? where id = ?", owner, made.id());
        return deals.get(made.number());
    }

    private long plan(Deal of, Activity.Kind kind, LocalDateTime at) {
        return calendar.plan(of.number(), new Plan(kind, at, null, null, null), Hours.ANY)
                .id();
    }

    private long plan(Activity.Kind kind, LocalDateTime at) {
        return plan(deal, kind, at);
    }

    private LocalDateTime startOf(long touch) {
        return calendar.get(touch).startsAt().atZone(clock.getZone()).toLocalDateTime();
    }

    private List<Warning> warnings(LocalDateTime at) {
        return calendar.consider(deal.owner(), Activity.Kind.CALL, at, null).warnings();
    }

    private String refusal(LocalDateTime at) {
        return calendar.consider(deal.owner(), Activity.Kind.CALL, at, null).refusal();
    }

    private static Move anyHour(LocalDateTime to) {
        return new Move(to, null, Hours.ANY);
    }

    @Test
    void aTimeOutOfWorkIsWarnedOfByNameAndTakenOnlyFromWhoeverWasTold() {
        long touch = plan(Activity.Kind.CALL, WEDNESDAY);

        assertThat(warnings(WEDNESDAY.plusHours(3))).isEmpty();
        assertThat(warnings(SATURDAY))
                .containsExactly(new Warning(Warning.Code.DAY_OFF, "Нерабочий день: суббота, 28 ноября — выходной"));
        assertThat(warnings(LocalDateTime.of(2026, 12, 31, 12, 0)))
                .containsExactly(
                        new Warning(Warning.Code.DAY_OFF, "Нерабочий день: четверг, 31 декабря — нерабочий день"));
        assertThat(warnings(LocalDateTime.of(2027, 3, 8, 12, 0)))
                .extracting(Warning::text)
                .containsExactly("Нерабочий день: понедельник, 8 марта — Международный женский день");
        assertThat(warnings(WEDNESDAY.withHour(18)))
                .containsExactly(new Warning(
                        Warning.Code.OUT_OF_HOURS,
                        "18:00 — вне рабочих часов: среда, 25 ноября — рабочий день, 9:00–18:00"));
        assertThat(warnings(WEDNESDAY.withHour(9))).isEmpty();

        assertThatThrownBy(() -> calendar.move(touch, SATURDAY))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("в рабочее время")
                .hasMessageContaining("суббота, 28 ноября");
        assertThat(startOf(touch)).isEqualTo(WEDNESDAY);
        Moved moved = calendar.move(touch, anyHour(SATURDAY));
        assertThat(moved.was()).isEqualTo(WEDNESDAY);
        assertThat(moved.warnings()).extracting(Warning::code).containsExactly(Warning.Code.DAY_OFF);
        assertThat(startOf(touch)).isEqualTo(SATURDAY);
    }

    @Test
    void anotherTouchOfTheSamePersonAtThatTimeIsToldAndHindersNothing() {
        plan(Activity.Kind.MEETING, WEDNESDAY);
        long held = plan(Activity.Kind.CALL, WEDNESDAY.plusHours(3));
        calendar.hold(held, deal.owner(), null);
        plan(dealOf("somebody" + System.nanoTime()), Activity.Kind.MEETING, WEDNESDAY.plusHours(3));

        assertThat(warnings(WEDNESDAY.plusMinutes(59)))
                .containsExactly(new Warning(
                        Warning.Code.CONFLICT,
                        "В это время уже есть встреча 11:00–12:00, "
                                + deal.client().name()));
        assertThat(warnings(WEDNESDAY.minusMinutes(29))).hasSize(1);
        assertThat(warnings(WEDNESDAY.plusMinutes(60))).isEmpty();
        assertThat(warnings(WEDNESDAY.minusMinutes(30))).isEmpty();
        assertThat(warnings(WEDNESDAY.plusHours(3))).isEmpty();

        long second = plan(Activity.Kind.CALL, WEDNESDAY.plusMinutes(30));
        assertThat(warnings(WEDNESDAY.plusMinutes(30)).get(0).text()).endsWith(" и ещё 1");
        assertThat(calendar.move(second, WEDNESDAY.plusMinutes(15)).warnings())
                .extracting(Warning::code)
                .containsExactly(Warning.Code.CONFLICT);
        assertThat(calendar.move(second, WEDNESDAY.plusHours(5)).warnings()).isEmpty();
    }

    @Test
    void whatIsPastOrTooFarIsRefusedWhoeverAsks() {
        long touch = plan(Activity.Kind.CALL, WEDNESDAY);
        LocalDateTime past = WEDNESDAY.minusDays(2);
        assertThat(refusal(past)).contains("уже прошло");
        assertThat(refusal(WEDNESDAY.plusYears(6))).contains("пять лет");
        assertThat(refusal(null)).contains("Укажите дату");
        assertThat(refusal(WEDNESDAY)).isNull();
        assertThatThrownBy(() -> calendar.move(touch, anyHour(past))).hasMessageContaining("уже прошло");

        clock.move(Duration.ofDays(1).plusHours(1).plusSeconds(1));
        assertThat(refusal(WEDNESDAY)).contains("уже прошло");
    }

    @Test
    void aMoveIsUndoneOnceAlsoToATimeThatIsPastByNow() {
        long touch = plan(Activity.Kind.CALL, WEDNESDAY);
        clock.move(Duration.ofDays(2));
        LocalDateTime later = WEDNESDAY.plusDays(2);
        calendar.move(touch, later);

        calendar.takeBackMove(touch, later);
        assertThat(startOf(touch)).isEqualTo(WEDNESDAY);
        assertThat(journal.of(deal.number()))
                .extracting(entry -> entry.text())
                .contains("Звонок: перенос на 27.11.2026 11:00", "Звонок: перенос отменён, снова 25.11.2026 11:00");
        assertThatThrownBy(() -> calendar.takeBackMove(touch, later)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> calendar.takeBackMove(touch, WEDNESDAY)).isInstanceOf(ConflictException.class);
        assertThatThrownBy(() -> calendar.takeBackMove(touch, null)).isInstanceOf(RefusedException.class);
    }

    @Test
    void whoeverWasFasterIsNotOverruled() {
        long touch = plan(Activity.Kind.CALL, WEDNESDAY);
        LocalDateTime first = WEDNESDAY.plusHours(2);
        calendar.move(touch, new Move(first, WEDNESDAY, Hours.WORKING));

        assertThatThrownBy(() -> calendar.move(touch, new Move(WEDNESDAY.plusHours(4), WEDNESDAY, Hours.WORKING)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("25.11.2026 13:00");
        calendar.move(touch, WEDNESDAY.plusHours(5));
        assertThatThrownBy(() -> calendar.takeBackMove(touch, first)).isInstanceOf(ConflictException.class);
        assertThat(startOf(touch)).isEqualTo(WEDNESDAY.plusHours(5));
        calendar.hold(touch, deal.owner(), null);
        assertThatThrownBy(() -> calendar.takeBackMove(touch, WEDNESDAY.plusHours(5)))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("состоялось");
    }

    @Test
    void whoeverHasNoNameIsCalledByTheirAddress() {
        String email = "nameless" + System.nanoTime() + "@client.example";
        Long contact = transaction.execute(
                status -> clients.findOrCreateContact(clients.get(deal.client().id()), null, email, null)
                        .id());
        long touch = calendar.plan(
                        deal.number(), new Plan(Activity.Kind.CALL, WEDNESDAY, null, contact, null), Hours.WORKING)
                .id();
        assertThat(calendar.shown(touch).orElseThrow().contact()).isEqualTo(email);
        assertThat(calendar.shown(touch).orElseThrow().contactRemoved()).isFalse();
    }

    @Test
    void severalPeoplesTouchesComeInOrderWithoutTheCancelledOnes() {
        Deal other = dealOf("other" + System.nanoTime());
        long late = plan(Activity.Kind.CALL, WEDNESDAY.plusHours(2));
        long early = plan(other, Activity.Kind.MEETING, WEDNESDAY);
        calendar.cancel(plan(Activity.Kind.CALL, WEDNESDAY));
        plan(dealOf("third" + System.nanoTime()), Activity.Kind.CALL, WEDNESDAY);
        Instant from = WEDNESDAY.atZone(clock.getZone()).toInstant();
        List<String> both = List.of(deal.owner(), other.owner());

        assertThat(calendar.between(both, from, from.plus(Duration.ofHours(3))))
                .extracting(CalendarTouch::id)
                .containsExactly(early, late);
        assertThat(calendar.between(both, from, from.plus(Duration.ofHours(2))))
                .extracting(CalendarTouch::id, CalendarTouch::client, CalendarTouch::deal, CalendarTouch::contact)
                .containsExactly(org.assertj.core.groups.Tuple.tuple(
                        early, other.client().name(), other.number(), null));

        clock.move(Duration.ofDays(3));
        calendar.hold(early, other.owner(), null);
        long third = plan(other, Activity.Kind.CALL, WEDNESDAY.plusDays(3));
        assertThat(calendar.overdue(both, clock.instant(), 5))
                .extracting(CalendarTouch::id)
                .containsExactly(late);
        clock.move(Duration.ofDays(3));
        assertThat(calendar.overdue(both, clock.instant(), 5))
                .extracting(CalendarTouch::id)
                .containsExactly(late, third);
        assertThat(calendar.overdue(both, clock.instant(), 1))
                .extracting(CalendarTouch::id)
                .containsExactly(late);
    }
}
