package io.polisflow.web.sla;

import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.DeadlineState;
import io.polisflow.process.sla.board.BoardFilter;
import io.polisflow.process.sla.board.BoardFilter.Kind;
import io.polisflow.process.sla.board.Cut;
import io.polisflow.process.sla.board.OpenDeadline.Order;
import io.polisflow.web.Addresses;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What of the dashboard is shown, as it stands in the page's address; what nobody knows is left out.
 *
 * @param page from 1
 */
record BoardAddress(BoardFilter filter, Order order, boolean descending, int page) {

    static final String PATH = "/crm/deadlines";

    static final String KIND = "kind";
    static final String STATE = "state";
    static final String MARK = "mark";
    static final String FIND = "find";
    static final String ORDER = "order";
    static final String PAGE = "page";

    private static final String BACKWARDS = "-";

    static BoardAddress of(Map<String, String> parameters) {
        Map<Cut, String> cuts = new EnumMap<>(Cut.class);
        for (Cut cut : Cut.values()) {
            String value = parameters.get(cut.code());
            if (value != null) {
                cuts.put(cut, value);
            }
        }
        // A step may be named beside its process, as diagrams do.
        cuts.computeIfPresent(
                Cut.STEP,
                (cut, step) -> step.contains("/") || step.isEmpty() || step.equals(Cut.NONE)
                        ? step
                        : cuts.getOrDefault(Cut.PROCESS, "") + "/" + step);
        BoardFilter filter = new BoardFilter(
                known(Kind.values(), parameters.get(KIND)).orElse(Kind.TASK),
                cuts,
                known(DeadlineState.values(), parameters.get(STATE)).orElse(null),
                known(DeadlineMark.values(), parameters.get(MARK)).orElse(null),
                parameters.get(FIND));
        String order = parameters.getOrDefault(ORDER, "");
        return new BoardAddress(
                filter,
                Order.of(order.replaceFirst("^" + BACKWARDS, "")).orElse(Order.DUE),
                order.startsWith(BACKWARDS),
                page(parameters.get(PAGE)));
    }

    private static int page(String page) {
        return page != null && page.matches("\\d{1,6}") ? Math.max(1, Integer.parseInt(page)) : 1;
    }

    private static <E extends Enum<E>> Optional<E> known(E[] values, String code) {
        return Arrays.stream(values).filter(value -> code(value).equals(code)).findFirst();
    }

    static String code(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @return name → value, only what differs from what is shown without an address */
    Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (filter.kind() != Kind.TASK) {
            parameters.put(KIND, code(filter.kind()));
        }
        filter.cuts().forEach((cut, value) -> parameters.put(cut.code(), value));
        if (filter.state() != null) {
            parameters.put(STATE, code(filter.state()));
        }
        if (filter.mark() != null) {
            parameters.put(MARK, code(filter.mark()));
        }
        if (filter.find() != null) {
            parameters.put(FIND, filter.find());
        }
        if (order != Order.DUE || descending) {
            parameters.put(ORDER, (descending ? BACKWARDS : "") + order.code());
        }
        if (page > 1) {
            parameters.put(PAGE, String.valueOf(page));
        }
        return parameters;
    }

    String address() {
        return Addresses.of(PATH, parameters());
    }

    /** @return the address with one thing otherwise, null for without it, from the first page on */
    String with(String name, String value) {
        Map<String, String> parameters = parameters();
        parameters.remove(PAGE);
        if (value == null) {
            parameters.remove(name);
        } else {
            parameters.put(name, value);
        }
        return Addresses.of(PATH, parameters);
    }

    /** The state and the mark exclude each other: a number of the dashboard is one of them. */
    String only(DeadlineState state, DeadlineMark mark) {
        return new BoardAddress(
                        new BoardFilter(filter.kind(), filter.cuts(), state, mark, filter.find()), order, descending, 1)
                .address();
    }

    /** @return the address of what a number in a line of a breakdown counts */
    String only(Cut cut, String key, DeadlineState state, DeadlineMark mark) {
        Map<Cut, String> cuts = new EnumMap<>(Cut.class);
        cuts.putAll(filter.cuts());
        cuts.put(cut, key);
        return new BoardAddress(new BoardFilter(filter.kind(), cuts, state, mark, filter.find()), order, descending, 1)
                .address();
    }

    String ordered(Order by) {
        boolean turned = by == order && !descending;
        return new BoardAddress(filter, by, turned, 1).address();
    }

    String atPage(int number) {
        return new BoardAddress(filter, order, descending, number).address();
    }
}
