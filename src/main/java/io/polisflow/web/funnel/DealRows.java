package io.polisflow.web.funnel;

import io.polisflow.crm.agenda.NextStep;
import io.polisflow.crm.agenda.NextStep.Kind;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.DealMove;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Decision;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.funnel.Funnel;
import io.polisflow.crm.funnel.Funnel.Line;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.web.DealAccess;
import io.polisflow.web.StaffNames;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Writes deals for the board and the list, with the same few queries whatever their number. */
@Component
class DealRows {

    /** A pause that does not take hold for longer than this is stuck, and looking again does not help. */
    private static final Duration SETTLES = Duration.ofMinutes(2);

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter THIS_YEAR = DateTimeFormatter.ofPattern("dd.MM HH:mm");
    private static final DateTimeFormatter OTHER_YEAR = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private final Funnel funnel;
    private final DealProcess process;
    private final DealAccess access;
    private final Staff staff;
    private final Clock clock;
    private final ZoneId zone;

    DealRows(Funnel funnel, DealProcess process, DealAccess access, Staff staff, Clock clock) {
        this.funnel = funnel;
        this.process = process;
        this.access = access;
        this.staff = staff;
        this.clock = clock;
        this.zone = clock.getZone();
    }

    /** @return the same deals in the same order, without their moves */
    List<DealRow> of(List<Deal> deals) {
        List<Line> lines = funnel.lines(deals);
        StaffNames names = names(lines);
        return lines.stream().map(line -> row(line, names, true, null, false)).toList();
    }

    /**
     * @param owned whether to name each deal's manager
     * @return the same deals in the same order, with the moves that are open to the signed-on person
     */
    List<DealRow> withMoves(List<Deal> deals, boolean owned) {
        List<Line> lines = funnel.lines(deals);
        StaffNames names = names(lines);
        Map<String, Set<Decision>> awaited =
                process.awaited(deals.stream().map(Deal::number).toList());
        Predicate<Deal> mayAct = access.mayActOn();
        return lines.stream()
                .map(line -> {
                    Deal deal = line.deal();
                    Set<Decision> heard = awaited.getOrDefault(deal.number(), Set.of());
                    String moves = mayAct.test(deal) ? moves(deal, heard) : null;
                    return row(line, names, owned, moves, isSettling(deal, heard));
                })
                .toList();
    }

    /** Of whoever is in charge of a deal or of its next step. */
    private StaffNames names(List<Line> lines) {
        return new StaffNames(
                staff,
                lines.stream()
                        .flatMap(line -> Stream.of(
                                line.deal().owner(),
                                line.next() == null ? null : line.next().owner())));
    }

    private static String moves(Deal deal, Set<Decision> awaited) {
        return Arrays.stream(Stage.values())
                .filter(stage -> DealMove.of(deal, stage, awaited, null).isAllowed())
                .map(Stage::code)
                .collect(Collectors.joining(" "));
    }

    private boolean isSettling(Deal deal, Set<Decision> awaited) {
        return deal.stage() == Stage.PAUSED
                && !awaited.contains(Decision.RESUME)
                && deal.stageSince().plus(SETTLES).isAfter(clock.instant());
    }

    private DealRow row(Line line, StaffNames names, boolean owned, String moves, boolean settling) {
        Deal deal = line.deal();
        return new DealRow(
                deal.number(),
                deal.client().id(),
                deal.client().name(),
                deal.kind() == Deal.Kind.RENEWAL ? deal.kind().label() : null,
                deal.stage().label(),
                owned ? names.ofOwner(deal.owner()) : null,
                rubles(line.premium()),
                rubles(line.expected()),
                days(deal.stageSince()),
                next(line, names),
                DAY.format(deal.openedAt().atZone(zone)),
                moves,
                settling);
    }

    private static String rubles(BigDecimal amount) {
        return amount == null ? null : Rubles.whole(amount);
    }

    /** @return how many calendar days ago that was */
    long daysSince(Instant since) {
        return ChronoUnit.DAYS.between(since.atZone(zone).toLocalDate(), LocalDate.now(clock));
    }

    private String days(Instant since) {
        long days = daysSince(since);
        return days == 0 ? "меньше дня" : days + "\u00a0дн.";
    }

    private DealRow.Next next(Line line, StaffNames names) {
        NextStep next = line.next();
        if (next == null) {
            return line.isWithoutStep()
                    ? new DealRow.Next("missing", "Нет следующего шага", null, null, false, true)
                    : null;
        }
        boolean someoneElse =
                next.owner() != null && !next.owner().equals(line.deal().owner());
        return new DealRow.Next(
                next.kind().name().toLowerCase(Locale.ROOT).replace('_', '-'),
                next.what(),
                next.at() == null ? null : when(next),
                someoneElse ? names.ofOwner(next.owner()) : null,
                next.isLate(clock.instant()),
                false);
    }

    /** @return e.g. «14.12 18:00», a touch's time or a deadline */
    private String when(NextStep next) {
        ZonedDateTime at = next.at().atZone(zone);
        if (next.kind() == Kind.PAUSE_ENDS) {
            return "до " + DAY.format(at);
        }
        DateTimeFormatter format = at.getYear() == LocalDate.now(clock).getYear() ? THIS_YEAR : OTHER_YEAR;
        return (next.kind() == Kind.TASK ? "до " : "") + format.format(at);
    }
}
