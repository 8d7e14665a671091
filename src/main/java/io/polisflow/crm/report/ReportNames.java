package io.polisflow.crm.report;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.ApprovalStep;
import io.polisflow.crm.report.DealSlice.Basis;
import io.polisflow.crm.report.DealSlice.Key;
import io.polisflow.crm.worklog.WorkNames;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

/** Names in Russian what reports count by. */
@Component
class ReportNames {

    static final String WEBSITE = "website";
    static final String LETTER = "letter";
    static final String PHONE_CALL = "phone-call";
    static final String RENEWAL = "renewal";
    static final String RETURNED = "returned";

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter MONTH =
            DateTimeFormatter.ofPattern("LLLL yyyy", Locale.forLanguageTag("ru"));

    private final Dictionaries dictionaries;
    private final Staff staff;
    private final JdbcTemplate jdbc;
    private final WorkNames work;

    ReportNames(Dictionaries dictionaries, Staff staff, JdbcTemplate jdbc, WorkNames work) {
        this.dictionaries = dictionaries;
        this.staff = staff;
        this.jdbc = jdbc;
        this.work = work;
    }

    Map<String, String> sources() {
        Map<String, String> sources = entries(Dictionary.LEAD_SOURCE);
        sources.putIfAbsent(WEBSITE, "Сайт компании");
        sources.put(LETTER, "Письмо клиента");
        sources.put(PHONE_CALL, "Звонок клиента");
        sources.put(RENEWAL, "Продление");
        sources.put(RETURNED, "Возврат клиента");
        return sources;
    }

    Map<String, String> products() {
        Map<String, String> products = new LinkedHashMap<>();
        jdbc.query("select code, name from product order by position", row -> {
            products.put(row.getString(1), row.getString(2));
        });
        return products;
    }

    Map<String, String> reasons() {
        return entries(Dictionary.LOSS_REASON);
    }

    private Map<String, String> entries(Dictionary dictionary) {
        Map<String, String> labels = new LinkedHashMap<>();
        dictionaries.all(dictionary).forEach(entry -> labels.put(entry.code(), entry.label()));
        return labels;
    }

    /** @return what a row's key means; asked once for each name */
    UnaryOperator<String> of(Breakdown by) {
        return switch (by) {
            case SOURCE -> known(sources(), "Не указан");
            case PRODUCT -> known(products(), "Не выбран");
            case REASON -> known(reasons(), "Не указана");
            case CATEGORY -> known(entries(Dictionary.OBJECTION_CATEGORY), "Не указано");
            case PROCESS -> known(work.processes(), "Вне процессов");
            case GROUP -> known(work.groups(), "Без группы");
            case STEP -> throw new IllegalArgumentException("a step is named by its events");
            case MANAGER, APPROVER, PERSON -> {
                Map<String, String> people = new HashMap<>();
                String nobody = by == Breakdown.PERSON ? "Никто" : "Не назначен";
                yield key -> key.equals(DealSlice.NONE) ? nobody : people.computeIfAbsent(key, staff::nameOf);
            }
            case STAGE ->
                key -> key.equals(DealSlice.NONE)
                        ? "Неизвестен"
                        : Stage.valueOf(key).label();
            case ROLE -> key -> ApprovalRole.valueOf(key).label();
            case MONTH -> key -> MONTH.format(month(key));
            case COMPETITOR -> key -> key.equals(DealSlice.NONE) ? "Конкурент не назван" : key;
        };
    }

    private static UnaryOperator<String> known(Map<String, String> labels, String none) {
        return key -> key.equals(DealSlice.NONE) ? none : labels.getOrDefault(key, key);
    }

    /** @param key as {@link ReportSql#key} makes it, e.g. 202611 */
    static YearMonth month(String key) {
        int number = Integer.parseInt(key);
        return YearMonth.of(number / 100, number % 100);
    }

    String describe(DealSlice slice) {
        List<String> parts = new ArrayList<>();
        slice.basis()
                .ifPresent(basis -> parts.add(basis.label()
                        + (basis == Basis.LEFT_STAGE
                                ? slice.stage(Key.LEFT)
                                        .map(stage -> " «" + stage.label() + "»")
                                        .orElse("")
                                : "")
                        + " с " + DAY.format(slice.from()) + " по " + DAY.format(slice.to())));
        add(parts, "источник", slice.get(Key.SOURCE), Breakdown.SOURCE);
        add(parts, "продукт", slice.get(Key.PRODUCT), Breakdown.PRODUCT);
        slice.stage(Key.REACHED).ifPresent(stage -> parts.add("дошли до этапа «" + stage.label() + "»"));
        slice.stage(Key.LOST_AT).ifPresent(stage -> parts.add("проиграны на этапе «" + stage.label() + "»"));
        if (slice.get(Key.OPEN) != null) {
            parts.add("ещё открыты");
        }
        add(parts, "причина", slice.get(Key.REASON), Breakdown.REASON);
        add(parts, "конкурент", slice.get(Key.COMPETITOR), Breakdown.COMPETITOR);
        add(parts, "возражение", slice.get(Key.CATEGORY), Breakdown.CATEGORY);
        add(parts, "сотрудник", slice.get(Key.PERSON), Breakdown.APPROVER);
        role(slice.get(Key.ROLE), parts);
        state(slice.get(Key.STATE), parts);
        return String.join(", ", parts);
    }

    private void add(List<String> parts, String what, String key, Breakdown by) {
        if (key != null) {
            parts.add(what + ": " + of(by).apply(key));
        }
    }

    private static void role(String code, List<String> parts) {
        for (ApprovalRole role : ApprovalRole.values()) {
            if (role.name().equals(code)) {
                parts.add("роль: " + role.label());
            }
        }
    }

    private static void state(String code, List<String> parts) {
        for (ApprovalStep.State state : ApprovalStep.State.values()) {
            if (state.name().equals(code)) {
                parts.add("решение: " + state.label());
            }
        }
        for (Renewal.State state : Renewal.State.values()) {
            if (state.name().equals(code)) {
                parts.add("полис " + state.label());
            }
        }
    }
}
