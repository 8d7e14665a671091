package io.polisflow.crm.report;

import io.polisflow.crm.deal.DealCondition;
import io.polisflow.crm.deal.Stage;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The deals behind one number of a report: what an address says of them, and the condition that finds the same deals again. */
public final class DealSlice implements DealCondition {

    /** Stands for the deals of which a report knows no source, product, person and so on. */
    public static final String NONE = "-";

    private final Map<Key, String> chosen;
    private final ZoneId zone;

    private DealSlice(Map<Key, String> chosen, ZoneId zone) {
        this.chosen = chosen;
        this.zone = zone;
    }

    /** What an address may say; {@link #STAGE} and {@link #OWNER} are the list's own filters. */
    public enum Key {
        BASIS("dated"),
        FROM("from"),
        TO("to"),
        STAGE("stage"),
        OWNER("owner"),
        SOURCE("source"),
        PRODUCT("product"),
        REACHED("reached"),
        OPEN("open"),
        LOST_AT("lostAt"),
        REASON("reason"),
        COMPETITOR("competitor"),
        LEFT("left"),
        PERSON("person"),
        ROLE("role"),
        STATE("state"),
        CATEGORY("category");

        private final String parameter;

        Key(String parameter) {
            this.parameter = parameter;
        }
    }

    /** What happened in the period. */
    public enum Basis {
        OPENED("открыты", "d.openedAt >= :sliceFrom and d.openedAt < :sliceTo"),
        CLOSED("закрыты", "d.closedAt >= :sliceFrom and d.closedAt < :sliceTo"),
        LEFT_STAGE("покинули этап", "v.leftAt >= :sliceFrom and v.leftAt < :sliceTo"),
        DECIDED("согласовывались", "s.decidedAt >= :sliceFrom and s.decidedAt < :sliceTo"),
        SENT("получили КП", "p.sentAt >= :sliceFrom and p.sentAt < :sliceTo"),
        OBJECTED("вызвали возражения", "o.recordedAt >= :sliceFrom and o.recordedAt < :sliceTo"),
        RENEWED("продлевают полисы, которые заканчиваются", "y.endsOn >= :sliceFirst and y.endsOn <= :sliceLast"),
        TOUCHED("с касаниями", "a.heldAt >= :sliceFrom and a.heldAt < :sliceTo");

        private final String label;
        private final String within;

        Basis(String label, String within) {
            this.label = label;
            this.within = within;
        }

        String label() {
            return label;
        }
    }

    static DealSlice of(ReportFilter filter, Basis basis, ZoneId zone) {
        return of(filter, zone)
                .with(Key.BASIS, basis.name().toLowerCase())
                .with(Key.FROM, filter.from().toString())
                .with(Key.TO, filter.to().toString());
    }

    /** Whatever the period. */
    static DealSlice of(ReportFilter filter, ZoneId zone) {
        return new DealSlice(Map.of(), zone)
                .with(Key.OWNER, filter.manager())
                .with(Key.SOURCE, filter.source())
                .with(Key.PRODUCT, filter.product());
    }

    /** The part of it that one row of a report counts. */
    DealSlice of(Breakdown by, String key, ReportFilter filter) {
        if (key.equals(ReportSql.ALL)) {
            return this;
        }
        return switch (by) {
            case SOURCE -> with(Key.SOURCE, key);
            case MANAGER -> with(Key.OWNER, key);
            case PRODUCT -> with(Key.PRODUCT, key);
            case REASON -> with(Key.REASON, key);
            case COMPETITOR -> with(Key.COMPETITOR, key);
            case STAGE ->
                with(Key.LOST_AT, key.equals(NONE) ? NONE : Stage.valueOf(key).code());
            case APPROVER -> with(Key.PERSON, key);
            case ROLE -> with(Key.ROLE, key);
            case CATEGORY -> with(Key.CATEGORY, key);
            // Figures of tasks lead to no deals.
            case PROCESS, STEP, GROUP, PERSON -> this;
            case MONTH -> {
                YearMonth month = ReportNames.month(key);
                LocalDate first = month.atDay(1).isBefore(filter.from()) ? filter.from() : month.atDay(1);
                LocalDate last = month.atEndOfMonth().isAfter(filter.to()) ? filter.to() : month.atEndOfMonth();
                yield with(Key.FROM, first.toString()).with(Key.TO, last.toString());
            }
        };
    }

    /** @param parameters of an address; what it does not know or cannot read chooses nothing */
    public static DealSlice parse(Map<String, String> parameters, ZoneId zone) {
        DealSlice slice = new DealSlice(Map.of(), zone);
        for (Key key : Key.values()) {
            String value = parameters.get(key.parameter);
            if (value != null && value.chars().noneMatch(Character::isISOControl)) {
                slice = slice.with(key, value.strip());
            }
        }
        return slice;
    }

    DealSlice with(Key key, String value) {
        if (value == null || value.isEmpty()) {
            return this;
        }
        Map<Key, String> more = new EnumMap<>(Key.class);
        more.putAll(chosen);
        more.put(key, value);
        return new DealSlice(more, zone);
    }

    /** @return name → value for an address of the deals */
    public Map<String, String> address() {
        Map<String, String> address = new LinkedHashMap<>();
        Arrays.stream(Key.values())
                .filter(chosen::containsKey)
                .forEach(key -> address.put(key.parameter, chosen.get(key)));
        return address;
    }

    /** Whether it says more than stage and manager do. */
    public boolean isNarrow() {
        return !jpql().isEmpty();
    }

    String get(Key key) {
        return chosen.get(key);
    }

    Optional<Basis> basis() {
        return Arrays.stream(Basis.values())
                .filter(basis -> basis.name().equalsIgnoreCase(chosen.get(Key.BASIS)) && from() != null && to() != null)
                .findFirst();
    }

    LocalDate from() {
        return day(Key.FROM);
    }

    LocalDate to() {
        return day(Key.TO);
    }

    private LocalDate day(Key key) {
        try {
            LocalDate day = chosen.containsKey(key) ? LocalDate.parse(chosen.get(key)) : null;
            // Years that no database knows come only from an address typed by hand.
            return day == null || day.getYear() < 1900 || day.getYear() > 9000 ? null : day;
        } catch (DateTimeParseException e) {
            return null;
        }
    }

    Optional<Stage> stage(Key key) {
        return Arrays.stream(Stage.values())
                .filter(stage -> stage.code().equals(chosen.get(key)))
                .findFirst();
    }

    @Override
    public String jpql() {
        List<String> conditions = new ArrayList<>();
        Basis basis = basis().orElse(null);
        if (basis != null) {
            conditions.add(inPeriod(basis));
        }
        if (chosen.containsKey(Key.SOURCE)) {
            conditions.add(figure("source", Key.SOURCE));
        }
        if (chosen.containsKey(Key.PRODUCT) && basis != Basis.RENEWED) {
            conditions.add(figure("productCode", Key.PRODUCT));
        }
        stage(Key.REACHED)
                .ifPresent(stage -> conditions.add(
                        "exists (select 1 from DealFigures f where f.dealId = d.id and f.reached >= :sliceReached)"));
        stage(Key.LOST_AT)
                .ifPresent(stage -> conditions.add(
                        "exists (select 1 from DealFigures f where f.dealId = d.id and f.lostAt = :sliceLostAt)"));
        if (isNone(Key.LOST_AT)) {
            conditions.add(figure("lostAt", Key.LOST_AT));
        }
        if (chosen.containsKey(Key.OPEN)) {
            conditions.add("d.stage not in (io.polisflow.crm.deal.Stage.WON, io.polisflow.crm.deal.Stage.LOST)");
        }
        if (chosen.containsKey(Key.REASON)) {
            conditions.add(isNone(Key.REASON) ? "d.lossReason is null" : "d.lossReason = :sliceReason");
        }
        if (chosen.containsKey(Key.COMPETITOR)) {
            conditions.add(
                    isNone(Key.COMPETITOR)
                            ? "d.lossCompetitor is null"
                            : "lower(trim(d.lossCompetitor)) = :sliceCompetitor");
        }
        return String.join(" and ", conditions);
    }

    private boolean isNone(Key key) {
        return NONE.equals(chosen.get(key));
    }

    private String figure(String field, Key key) {
        return "exists (select 1 from DealFigures f where f.dealId = d.id and f." + field
                + (isNone(key) ? " is null)" : " = :slice" + key.name() + ")");
    }

    private String inPeriod(Basis basis) {
        return switch (basis) {
            case OPENED, CLOSED -> basis.within;
            case LEFT_STAGE ->
                "exists (select 1 from StageVisit v where v.deal = d and " + basis.within
                        + stage(Key.LEFT)
                                .map(stage -> " and v.stage = :sliceLeft")
                                .orElse("") + ")";
            case DECIDED ->
                "exists (select 1 from Proposal p join p.steps s where p.deal = d and s.openedAt is not null and "
                        + basis.within + optional(Key.PERSON, "s.approver")
                        + optional(Key.ROLE, "cast(s.role as string)")
                        + (chosen.containsKey(Key.STATE)
                                ? optional(Key.STATE, "cast(s.state as string)")
                                : " and cast(s.state as string) in ('APPROVED', 'RETURNED', 'REJECTED')")
                        + ")";
            case SENT -> "exists (select 1 from Proposal p where p.deal = d and " + basis.within + ")";
            case OBJECTED ->
                "exists (select 1 from Objection o where o.deal = d and " + basis.within
                        + optional(Key.CATEGORY, "o.category") + optional(Key.PERSON, "o.recordedBy") + ")";
            case RENEWED ->
                "exists (select 1 from Renewal r join r.policy y where r.deal = d and " + basis.within
                        + optional(Key.STATE, "cast(r.state as string)") + optional(Key.PRODUCT, "y.product.code")
                        + ")";
            case TOUCHED ->
                "exists (select 1 from Activity a where a.deal = d and a.state ="
                        + " io.polisflow.crm.deal.Activity.State.HELD and " + basis.within
                        + optional(Key.PERSON, "a.heldBy") + ")";
        };
    }

    private String optional(Key key, String field) {
        return chosen.containsKey(key) ? " and " + field + " = :slice" + key.name() : "";
    }

    @Override
    public Map<String, Object> parameters() {
        Map<String, Object> values = new LinkedHashMap<>();
        String jpql = jpql();
        basis().ifPresent(basis -> {
            if (basis == Basis.RENEWED) {
                values.put("sliceFirst", from());
                values.put("sliceLast", to());
            } else {
                values.put("sliceFrom", start(from()));
                values.put("sliceTo", start(to().plusDays(1)));
            }
        });
        for (Key key : List.of(Key.SOURCE, Key.PRODUCT, Key.PERSON, Key.ROLE, Key.STATE, Key.CATEGORY)) {
            if (jpql.contains(":slice" + key.name())) {
                values.put("slice" + key.name(), chosen.get(key));
            }
        }
        stage(Key.REACHED).ifPresent(stage -> values.put("sliceReached", stage.ordinal()));
        stage(Key.LOST_AT).ifPresent(stage -> values.put("sliceLostAt", stage.name()));
        if (jpql.contains(":sliceLeft")) {
            stage(Key.LEFT).ifPresent(stage -> values.put("sliceLeft", stage));
        }
        if (chosen.containsKey(Key.REASON) && !isNone(Key.REASON)) {
            values.put("sliceReason", chosen.get(Key.REASON));
        }
        if (chosen.containsKey(Key.COMPETITOR) && !isNone(Key.COMPETITOR)) {
            values.put("sliceCompetitor", chosen.get(Key.COMPETITOR));
        }
        return values;
    }

    private Instant start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant();
    }
}
