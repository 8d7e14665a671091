package io.polisflow.web.funnel;

import io.polisflow.crm.client.SearchText;
import io.polisflow.crm.deal.DealCondition;
import io.polisflow.crm.deal.DealRegister.Search;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.report.DealSlice;
import io.polisflow.web.Addresses;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Which deals an address means, alike for the board, the list, the files and the API, so that a bookmark, «back» and the switch
 * between board and list show the same deals; a blank or unknown value filters nothing.
 */
final class DealAddress {

    static final String BOARD = "/crm/funnel";
    static final String LIST = "/crm/deals";

    private static final String STAGE = "stage";
    private static final String OWNER = "owner";
    private static final String TEXT = "text";
    private static final String PRODUCT = "product";
    private static final String SOURCE = "source";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final String STEP = "step";
    private static final String NO_STEP = "none";
    private static final String BASIS = "dated";
    private static final List<String> PERIOD = List.of(BASIS, FROM, TO);

    /** Days that stand for «ever» where only the other end of a period is given. */
    private static final Map<String, String> EVER = Map.of(FROM, "1900-01-01", TO, "9000-12-31");

    private final Map<String, String> given;
    private final DealSlice slice;
    private final Map<String, String> report;
    private final boolean own;

    private DealAddress(Map<String, String> given, DealSlice slice, Map<String, String> report, boolean own) {
        this.given = given;
        this.slice = slice;
        this.report = report;
        this.own = own;
    }

    /**
     * @param parameters of the address
     * @param me user id of a manager, whose deals an address means that chooses nothing; null for everybody's
     */
    static DealAddress of(Map<String, String> parameters, String me, ZoneId zone) {
        Map<String, String> typed = new HashMap<>();
        parameters.forEach((name, value) -> {
            // PostgreSQL takes no NUL in a text, and nobody types the other control characters.
            String plain =
                    value == null ? "" : value.replaceAll("\\p{Cntrl}", " ").strip();
            if (!plain.isEmpty()) {
                typed.put(name, plain);
            }
        });
        boolean ofReport = typed.containsKey(BASIS);
        if (!ofReport && (typed.containsKey(FROM) || typed.containsKey(TO))) {
            typed.put(BASIS, "opened");
            EVER.forEach(typed::putIfAbsent);
        }
        DealSlice slice = DealSlice.parse(typed, zone);
        Map<String, String> report = new LinkedHashMap<>(slice.address());
        report.keySet().removeAll(List.of(STAGE, OWNER, PRODUCT, SOURCE));
        if (!ofReport) {
            report.keySet().removeAll(PERIOD);
        }
        Map<String, String> given = new LinkedHashMap<>();
        for (String name : List.of(STAGE, OWNER, TEXT, PRODUCT, SOURCE, STEP)) {
            take(name, typed, given);
        }
        if (!ofReport) {
            // As it was typed, without the days that stand for «ever».
            take(FROM, parameters, given);
            take(TO, parameters, given);
        }
        boolean own = me != null && !parameters.containsKey(OWNER) && given.isEmpty() && report.isEmpty();
        if (own) {
            given.put(OWNER, me);
        }
        return new DealAddress(given, slice, report, own);
    }

    private static void take(String name, Map<String, String> from, Map<String, String> into) {
        String value = from.get(name);
        if (value != null && !value.isBlank()) {
            into.put(name, value);
        }
    }

    /** @param withoutStep the condition on deals without a next step */
    Search search(DealCondition withoutStep) {
        DealCondition more = slice.isNarrow() ? slice : null;
        if (isWithoutStep()) {
            more = more == null ? withoutStep : more.and(withoutStep);
        }
        return new Search(stage(), owner(), SearchText.of(given.get(TEXT)), more);
    }

    Stage stage() {
        return Arrays.stream(Stage.values())
                .filter(known -> known.code().equals(given.get(STAGE)))
                .findFirst()
                .orElse(null);
    }

    /** @return user id, {@link Search#NOBODY}, or null for everybody's */
    String owner() {
        return given.get(OWNER);
    }

    boolean isWithoutStep() {
        return NO_STEP.equals(given.get(STEP));
    }

    /** @return what stands in that field of the filter, or null */
    String field(String name) {
        return given.get(name);
    }

    /** @return name → value of what a report chose and no field of the filter shows */
    Map<String, String> report() {
        return report;
    }

    DealSlice slice() {
        return slice;
    }

    /** Whether a person has chosen anything beside the manager that everybody sees first. */
    boolean isFiltered() {
        return !own && !(given.isEmpty() && report.isEmpty());
    }

    /** Whether it means the signed-on manager's deals because it chooses nothing. */
    boolean isOwn() {
        return own;
    }

    /** @return the same deals on another page, at whatever stage */
    String on(String path) {
        return Addresses.of(path, parameters(null));
    }

    /** @return those of the same deals that are at the stage, null for all of them */
    String at(String path, Stage stage) {
        return Addresses.of(path, parameters(stage));
    }

    /** @return the same deals at the same stage with one more parameter */
    String with(String path, String name, String value) {
        Map<String, String> parameters = parameters(stage());
        parameters.put(name, value);
        return Addresses.of(path, parameters);
    }

    private Map<String, String> parameters(Stage stage) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (stage != null) {
            parameters.put(STAGE, stage.code());
        }
        // Always said: an address that chooses nothing would mean the reader's own deals.
        parameters.put(OWNER, given.getOrDefault(OWNER, ""));
        given.forEach((name, value) -> {
            if (!name.equals(STAGE)) {
                parameters.put(name, value);
            }
        });
        parameters.putAll(report);
        return parameters;
    }
}
