package io.polisflow.web.models;

import io.polisflow.crm.access.DealSight;
import io.polisflow.process.models.ModelNames;
import io.polisflow.process.models.PathFigures;
import io.polisflow.process.models.PathFigures.Asked;
import io.polisflow.process.models.PathStatistics;
import io.polisflow.process.models.PathStatistics.Flow;
import io.polisflow.process.models.PathStatistics.Kind;
import io.polisflow.process.models.PathStatistics.Mark;
import io.polisflow.process.models.PathStatistics.Step;
import io.polisflow.process.models.PathStatistics.Taken;
import io.polisflow.process.models.PathStatistics.Variant;
import io.polisflow.process.models.documentation.ModelDocument;
import io.polisflow.process.models.documentation.ModelDocuments;
import io.polisflow.web.Addresses;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.stereotype.Service;

/** Reads what the page of a model's paths shows: how instances really went, and where they were lost. */
@Service
class PathPages {

    private static final int DAYS = 90;
    private static final int SHOWN = 30;

    private final ModelDocuments documents;
    private final ModelNames names;
    private final PathFigures figures;
    private final DealSight sight;
    private final Clock clock;
    private final DateTimeFormatter moment;

    PathPages(ModelDocuments documents, ModelNames names, PathFigures figures, DealSight sight, Clock clock) {
        this.sight = sight;
        this.documents = documents;
        this.names = names;
        this.figures = figures;
        this.clock = clock;
        this.moment = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * What is asked for, as the address says it.
     *
     * @param version null for all
     * @param problem why the period is another than the one that was asked for, or null
     */
    public record Filter(LocalDate from, LocalDate to, Integer version, String problem) {

        private Map<String, String> parameters() {
            Map<String, String> parameters = new LinkedHashMap<>();
            parameters.put("from", from.toString());
            parameters.put("to", to.toString());
            if (version != null) {
                parameters.put("version", version.toString());
            }
            return parameters;
        }
    }

    public record Option(String code, String label, boolean chosen) {}

    /** @param href of the page with another period */
    public record Period(String label, String href) {}

    /**
     * @param rows the most frequent variants @param rest how many more there are @param restShare their share
     * @param drawing version of the model that is drawn
     * @param definitions whether deals may be shown behind the figures
     */
    public record View(
            String key,
            String name,
            Filter filter,
            List<Option> models,
            List<Option> versions,
            List<Period> periods,
            int drawing,
            PathStatistics figures,
            List<VariantRow> rows,
            long rest,
            String restShare,
            List<LoopRow> loops,
            List<StepRow> clusters,
            List<AnswerRow> answers,
            List<FlowMark> flows,
            List<StepMark> marks,
            String repeated,
            String csv,
            boolean dealsShown) {}

    /** @param deals address of the list behind it, null when there is none to see */
    public record VariantRow(
            int number,
            Variant variant,
            String share,
            String cumulated,
            String median,
            String won,
            String lost,
            String deals) {}

    public record LoopRow(Step step, String share, String average, String cost) {}

    /** @param lostShare of all lost ones that ended here @param deals as of {@link VariantRow} */
    public record StepRow(Step step, String lostShare, String lateShare, String deals) {}

    /** @param mark the answer of a decision @param lost of those that got it, whose deal is lost */
    public record AnswerRow(Mark mark, long instances, String share, String lost) {}

    public record FlowMark(String flow, long instances, String share) {}

    /** @param lost what the drawing says of losses, or null @param again of repetition, or null @param late of deadlines, or null */
    public record StepMark(String element, String lost, String again, String late) {}

    /** @param from and so on as the address has them, null when it has not */
    Filter filter(String from, String to, Integer version) {
        LocalDate today = LocalDate.now(clock);
        LocalDate begin = today.minusDays(DAYS - 1L);
        try {
            LocalDate first = blank(from) ? begin : LocalDate.parse(from);
            LocalDate last = blank(to) ? today : LocalDate.parse(to);
            if (first.getYear() < 1900 || last.getYear() > 2999) {
                return new Filter(begin, today, version, "Таких лет в данных нет");
            }
            return first.isAfter(last)
                    ? new Filter(begin, today, version, "Начало периода позже его конца")
                    : new Filter(first, last, version, null);
        } catch (DateTimeParseException e) {
            return new Filter(begin, today, version, "Дата записана неверно");
        }
    }

    private static boolean blank(String text) {
        return text == null || text.isBlank();
    }

    private Asked asked(String key, Filter filter) {
        ZoneId zone = clock.getZone();
        return new Asked(
                key,
                filter.version(),
                filter.from().atStartOfDay(zone).toInstant(),
                filter.to().plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** @param deals whether the reader may see them */
    View view(String key, Filter filter, boolean deals) {
        ModelDocument model = documents.process(key, filter.version()).orElseThrow(DocumentPages::missing);
        PathStatistics told = figures.of(asked(key, filter));
        List<VariantRow> rows = rows(key, filter, told, deals);
        long shown = rows.stream()
                .limit(SHOWN)
                .mapToLong(row -> row.variant().instances())
                .sum();
        return new View(
                key,
                model.name(),
                filter,
                names.byKey().entrySet().stream()
                        .sorted(Map.Entry.comparingByValue())
                        .map(each -> new Option(
                                each.getKey(), each.getValue(), each.getKey().equals(key)))
                        .toList(),
                model.versions().stream()
                        .map(version -> new Option(
                                String.valueOf(version.number()),
                                "версия " + version.number(),
                                Integer.valueOf(version.number()).equals(filter.version())))
                        .toList(),
                periods(key, filter.version()),
                model.version(),
                told,
                rows.stream().limit(SHOWN).toList(),
                Math.max(0, rows.size() - SHOWN),
                percent(told.instances() - shown, told.instances()),
                loops(told),
                clusters(key, filter, told, deals),
                answers(told),
                told.flows().stream()
                        .map(flow -> new FlowMark(
                                flow.flow(), flow.instances(), percent(flow.instances(), told.instances())))
                        .toList(),
                told.steps().stream()
                        .map(step -> mark(step, told))
                        .filter(mark -> mark.lost() != null || mark.again() != null || mark.late() != null)
                        .toList(),
                DurationText.of(told.repeated()),
                Addresses.of(address(key) + "/csv", filter.parameters()),
                deals);
    }

    private List<Period> periods(String key, Integer version) {
        LocalDate today = LocalDate.now(clock);
        List<Period> periods = new ArrayList<>();
        Map.of(7, "7 дней", 30, "30 дней", 90, "90 дней", 365, "год").entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .forEach(each -> periods.add(new Period(
                        each.getValue(),
                        Addresses.of(
                                address(key),
                                new Filter(today.minusDays(each.getKey() - 1L), today, version, null).parameters()))));
        return periods;
    }

    private static String address(String key) {
        return "/crm/models/" + key + "/paths";
    }

    private List<VariantRow> rows(String key, Filter filter, PathStatistics told, boolean deals) {
        List<VariantRow> rows = new ArrayList<>();
        long sum = 0;
        for (Variant variant : told.variants()) {
            sum += variant.instances();
            rows.add(new VariantRow(
                    rows.size() + 1,
                    variant,
                    percent(variant.instances(), told.instances()),
                    percent(sum, told.instances()),
                    variant.median() == null ? null : DurationText.of(variant.median()),
                    percent(variant.won(), variant.instances()),
                    percent(variant.lost(), variant.instances()),
                    deals ? dealsAt(key, filter, "variant", variant.id()) : null));
        }
        return rows;
    }

    private static String dealsAt(String key, Filter filter, String name, String value) {
        Map<String, String> parameters = filter.parameters();
        parameters.put(name, value);
        return Addresses.of(address(key) + "/deals", parameters);
    }

    private static List<LoopRow> loops(PathStatistics told) {
        return told.steps().stream()
                .filter(step -> step.repeats() > 0)
                .map(step -> new LoopRow(
                        step,
                        percent(step.repeatedIn(), step.passed()),
                        DurationText.of(step.repeated().dividedBy(step.repeatedIn())),
                        DurationText.of(step.repeated())))
                .toList();
    }

    private static List<StepRow> clusters(String key, Filter filter, PathStatistics told, boolean deals) {
        return told.steps().stream()
                .filter(step -> step.lostHere() + step.late() > 0)
                .sorted(Comparator.comparingLong(Step::lostHere)
                        .thenComparing(Step::late)
                        .reversed())
                .map(step -> new StepRow(
                        step,
                        step.lostHere() == 0 ? null : percent(step.lostHere(), told.lost()),
                        step.due() == 0 ? null : percent(step.late(), step.due()),
                        deals && step.lostHere() > 0 ? dealsAt(key, filter, "last", step.element()) : null))
                .toList();
    }

    private static StepMark mark(Step step, PathStatistics told) {
        return new StepMark(
                step.element(),
                step.lostHere() == 0 ? null : "потеряно " + percent(step.lostHere(), told.lost()),
                step.repeats() == 0 ? null : "↻ " + percent(step.repeatedIn(), step.passed()),
                step.late() == 0 ? null : "поздно " + percent(step.late(), step.due()));
    }

    /** Those after which most was lost come first. */
    private static List<AnswerRow> answers(PathStatistics told) {
        Map<String, Mark> marks = told.variants().stream()
                .flatMap(variant -> variant.marks().stream())
                .filter(mark -> mark.kind() == Kind.ANSWER)
                .collect(Collectors.toMap(Mark::element, mark -> mark, (one, other) -> one));
        return told.flows().stream()
                .filter(flow -> marks.containsKey(flow.flow()))
                .sorted(Comparator.comparingDouble((Flow flow) -> (double) flow.lost() / flow.instances())
                        .thenComparing(Flow::instances)
                        .reversed())
                .map(flow -> new AnswerRow(
                        marks.get(flow.flow()),
                        flow.instances(),
                        percent(flow.instances(), told.instances()),
                        flow.lost() + " (" + percent(flow.lost(), flow.instances()) + ")"))
                .toList();
    }

    /** Whole percents; what is there is never told as nothing. */
    static String percent(long part, long whole) {
        if (whole == 0 || part == 0) {
            return "0 %";
        }
        long rounded = Math.round(100.0 * part / whole);
        if (rounded == 0) {
            return "< 1 %";
        }
        return rounded == 100 && part < whole ? "> 99 %" : rounded + " %";
    }

    /** @param what whose deals they are, in words @param back address of the page they came from */
    public record Deals(String key, String name, String what, String back, List<DealRow> rows) {}

    public record DealRow(String number, String stage, String began, String ended, String took) {}

    /** @param variant or {@code last}, the step with which lost ones ended; one of them is not null */
    Deals deals(String key, Filter filter, String variant, String last) {
        ModelDocument model = documents.process(key, filter.version()).orElseThrow(DocumentPages::missing);
        Asked asked = asked(key, filter);
        String what = "Проигранные сделки, у которых это был последний шаг";
        if (variant != null) {
            List<Variant> all = figures.of(asked).variants();
            int number = 1 + all.stream().map(Variant::id).toList().indexOf(variant);
            what = number == 0 ? "Такого варианта за этот период нет" : "Вариант " + number;
        } else {
            what += ": «"
                    + model.elements().stream()
                            .filter(element -> element.id().equals(last) && element.name() != null)
                            .map(ModelDocument.Element::name)
                            .findFirst()
                            .orElse(last)
                    + "»";
        }
        return new Deals(
                key,
                model.name(),
                what,
                Addresses.of(address(key), filter.parameters()),
                seen(figures.taken(asked, variant, last, variant == null)));
    }

    /** A head is shown the deals of their branch. */
    private List<DealRow> seen(List<Taken> all) {
        Set<String> seen = sight.seenAmong(
                all.stream().map(Taken::deal).filter(Objects::nonNull).toList());
        return all.stream()
                .filter(taken -> taken.deal() != null && seen.contains(taken.deal()))
                .map(this::row)
                .toList();
    }

    private DealRow row(Taken taken) {
        return new DealRow(
                taken.deal(),
                taken.stage(),
                taken.began() == null ? null : moment.format(taken.began()),
                moment.format(taken.ended()),
                taken.took() == null ? null : DurationText.of(taken.took()));
    }
}
