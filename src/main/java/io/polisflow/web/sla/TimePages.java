package io.polisflow.web.sla;

import io.polisflow.crm.access.DealSight;
import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.calendar.WorkingTime;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.crm.worklog.WorkEvent.Kind;
import io.polisflow.crm.worklog.WorkTimeline;
import io.polisflow.crm.worklog.WorkTimeline.Entry;
import io.polisflow.process.models.ModelNames;
import io.polisflow.process.sla.TimeSpent;
import io.polisflow.process.sla.TimeSpent.Share;
import io.polisflow.web.StaffNames;
import io.polisflow.web.models.DurationText;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** Tells how the time of an instance and of a deal went by: as bars, and as a list of what happened. */
@Service
class TimePages {

    /** The latest; whoever goes on longer goes in circles. */
    private static final int MOST = 300;

    private final WorkTimeline timeline;
    private final WorkingCalendars calendars;
    private final ModelNames models;
    private final Staff staff;
    private final DealSight sight;
    private final Clock clock;
    private final DateTimeFormatter moment;

    TimePages(
            WorkTimeline timeline,
            WorkingCalendars calendars,
            ModelNames models,
            Staff staff,
            DealSight sight,
            Clock clock) {
        this.sight = sight;
        this.timeline = timeline;
        this.calendars = calendars;
        this.models = models;
        this.staff = staff;
        this.clock = clock;
        this.moment = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * @param wall how long it went by the clock, {@code office} in working hours @param open whether it still goes on
     * @param items what happened, the latest first @param cut whether there was more than that
     */
    public record View(
            String title,
            String since,
            String wall,
            String office,
            boolean open,
            List<Bar> bars,
            List<Item> items,
            boolean cut) {}

    /** @param code of the part, for its colour @param width of a hundred @param share in words */
    public record Bar(
            String code, String label, String meaning, double width, String wall, String office, String share) {}

    /**
     * @param what happened @param to what, null for the whole @param who did it, null for the system
     * @param note how long it took and why, null when nothing is to say
     * @param waiting share of the time that a task waited, in percent; null for all else
     */
    public record Item(String at, String code, String what, String to, String who, String note, Long waiting) {}

    /** @return the instance's, and that of the deal to which it belongs; none when nothing was told of such an instance */
    List<View> ofInstance(String instance) {
        List<Entry> entries = timeline.ofInstance(instance);
        if (entries.isEmpty()) {
            return List.of();
        }
        Optional<String> deal = entries.stream()
                .map(entry -> entry.event().deal())
                .filter(Objects::nonNull)
                .map(facts -> facts.number())
                .findFirst();
        deal.ifPresent(sight::requireDeal);
        Instant end = entries.stream()
                .filter(entry -> entry.event().kind() == Kind.INSTANCE_ENDED)
                .map(entry -> entry.event().at())
                .findFirst()
                .orElse(null);
        List<View> views = new ArrayList<>(List.of(view("Этот процесс", entries, entries, end)));
        deal.flatMap(this::ofDeal).ifPresent(views::add);
        return views;
    }

    /** @return empty when nothing was told of such a deal; what came after it was won or lost is in the list only */
    Optional<View> ofDeal(String number) {
        List<Entry> entries = timeline.ofDeal(number);
        if (entries.isEmpty()) {
            return Optional.empty();
        }
        Instant end = entries.stream()
                .map(Entry::event)
                .filter(event ->
                        event.kind() == Kind.STAGE_ENTERED && !stage(event).isOpen())
                .map(WorkEvent::at)
                .findFirst()
                .orElse(null);
        // What is called is told by its own steps.
        List<Entry> counted = entries.stream()
                .filter(entry -> entry.event().step() == null
                        || !"callActivity".equals(entry.event().step().type()))
                .toList();
        return Optional.of(view("Сделка " + number, entries, counted, end));
    }

    private static Stage stage(WorkEvent event) {
        return Stage.valueOf(event.deal().stage());
    }

    private View view(String title, List<Entry> entries, List<Entry> counted, Instant end) {
        Instant begin = entries.get(0).event().at();
        Instant until = end == null ? clock.instant() : end;
        WorkingTime office = calendars.country();
        List<Share> shares = begin.isBefore(until) ? TimeSpent.of(counted, begin, until, office::between) : List.of();
        Duration whole = Duration.between(begin, until);
        Words words = new Words(entries);
        List<Item> items = new ArrayList<>(
                entries.stream().map(words::item).filter(Objects::nonNull).toList());
        Collections.reverse(items);
        return new View(
                title,
                moment.format(begin),
                words(whole),
                words(shares.stream().map(Share::office).reduce(Duration.ZERO, Duration::plus)),
                end == null,
                shares.stream().map(share -> bar(share, whole)).toList(),
                items.stream().limit(MOST).toList(),
                items.size() > MOST);
    }

    /** Nothing is said to be nothing. */
    private static String words(Duration duration) {
        return duration.isZero() ? "0" : DurationText.of(duration);
    }

    private static Bar bar(Share share, Duration whole) {
        double width = 100.0 * share.wall().toMillis() / whole.toMillis();
        return new Bar(
                share.part().name().toLowerCase(Locale.ROOT),
                share.part().label(),
                share.part().meaning(),
                width,
                words(share.wall()),
                words(share.office()),
                width < 1 ? "< 1 %" : Math.round(width) + " %");
    }

    /** Says each event in Russian; lists of names are asked for once. */
    private final class Words {

        private final Map<String, String> processes = models.byKey();
        private final StaffNames people = new StaffNames(staff);
        private final boolean several;

        private Words(List<Entry> entries) {
            several = entries.stream()
                            .map(entry -> entry.event().model())
                            .filter(Objects::nonNull)
                            .map(WorkEvent.Model::instance)
                            .distinct()
                            .count()
                    > 1;
        }

        private String person(String login) {
            return login == null ? null : people.ofOwner(login);
        }

        /** @return null for what is not worth a line */
        private Item item(Entry entry) {
            WorkEvent event = entry.event();
            return switch (event.kind()) {
                case TASK_CREATED -> item(event, "Появилась задача", person(event.assignee()), null, null);
                case TASK_TAKEN -> item(event, "Взята в работу", person(event.assignee()), event.detail(), null);
                case TASK_RETURNED -> item(event, "Возвращена в группу", person(event.actor()), null, null);
                case TASK_REASSIGNED ->
                    item(
                            event,
                            event.assignee() == null ? "Снята с сотрудника" : "Передана: " + person(event.assignee()),
                            person(event.actor()),
                            null,
                            null);
                case TASK_COMPLETED -> item(event, "Выполнена", person(event.actor()), took(entry), waited(entry));
                case TASK_CANCELLED -> item(event, "Отменена процессом", null, event.detail(), null);
                case TASK_ESCALATED -> item(event, "Эскалация", person(event.actor()), event.detail(), null);
                case DEADLINE_EXTENDED -> item(event, "Срок продлён", person(event.actor()), event.detail(), null);
                case DEADLINE_MOVED -> item(event, "Срок пересчитан", person(event.actor()), event.detail(), null);
                case CLOCK_STOPPED -> item(event, "Часы остановлены", person(event.actor()), event.detail(), null);
                case CLOCK_RESUMED -> item(event, "Часы идут снова", person(event.actor()), event.detail(), null);
                case STAGE_ENTERED ->
                    new Item(
                            moment.format(event.at()),
                            "stage",
                            "Этап",
                            stage(event).label(),
                            null,
                            null,
                            null);
                case STAGE_LEFT -> null;
                case INSTANCE_STARTED, INSTANCE_ENDED ->
                    new Item(
                            moment.format(event.at()),
                            "process",
                            event.kind() == Kind.INSTANCE_STARTED ? "Начат процесс" : "Завершён процесс",
                            processes.getOrDefault(
                                    event.model().process(), event.model().process()),
                            null,
                            entry.took() == null || event.kind() == Kind.INSTANCE_STARTED
                                    ? null
                                    : "занял " + words(entry.took()),
                            null);
                case STEP_DONE, STEP_CANCELLED -> step(entry);
            };
        }

        private Item item(WorkEvent event, String what, String who, String note, Long waiting) {
            String name = event.step() == null ? null : event.step().name();
            String process = several && event.model() != null
                    ? " ("
                            + processes.getOrDefault(
                                    event.model().process(), event.model().process()) + ")"
                    : "";
            return new Item(
                    moment.format(event.at()),
                    event.kind().name().toLowerCase(Locale.ROOT),
                    what,
                    name == null ? null : oneLine(name) + process,
                    who,
                    note,
                    waiting);
        }

        /** Automatic steps pass by the dozen: only those that took time are told. */
        private Item step(Entry entry) {
            WorkEvent event = entry.event();
            boolean told = event.step() != null
                    && event.step().name() != null
                    && !"subProcess".equals(event.step().type())
                    && entry.took() != null
                    && entry.took().compareTo(DurationText.LEAST) >= 0;
            return told
                    ? item(
                            event,
                            event.kind() == Kind.STEP_DONE ? "Пройден шаг" : "Прерван шаг",
                            null,
                            "занял " + words(entry.took()),
                            null)
                    : null;
        }

        private static String took(Entry entry) {
            if (entry.took() == null || entry.waited() == null) {
                return null;
            }
            String office = entry.office() == null || entry.waitedOffice() == null
                    ? ""
                    : "; рабочих часов: " + words(entry.waitedOffice()) + " и "
                            + words(entry.office().minus(entry.waitedOffice()));
            return "ждала " + words(entry.waited()) + ", в работе "
                    + words(entry.took().minus(entry.waited())) + office;
        }

        private static Long waited(Entry entry) {
            return entry.took() == null
                            || entry.waited() == null
                            || entry.took().isZero()
                    ? null
                    : Math.round(
                            100.0 * entry.waited().toMillis() / entry.took().toMillis());
        }

        private static String oneLine(String name) {
            return name.replaceAll("\\s+", " ").strip();
        }
    }
}
