package io.polisflow.process.models.scenario;

import java.util.List;
import java.util.Map;

/** How a story says in one word what somebody chooses on a form. */
final class Decisions {

    /** Beginnings of the choice's label on the form, by the verb. */
    static final Map<String, List<String>> VERBS = Map.of(
            "согласует", List.of("согласовать", "замечаний нет"),
            "возвращает", List.of("вернуть"),
            "отклоняет", List.of("отклонить"));

    private Decisions() {}
}
