package io.polisflow.web.models;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The sorts of files that can be changed on pages, each with its page. */
enum EditedKind {
    TABLE("Таблицы", "table", ".dmn"),
    DIAGRAM("Схемы", "diagram", ".bpmn"),
    FORM("Формы", "form", ".form"),
    WORDING("Тексты писем и документов", "wording", ".txt");

    private final String label;
    private final String page;
    private final String ending;

    EditedKind(String label, String page, String ending) {
        this.label = label;
        this.page = page;
        this.ending = ending;
    }

    static List<EditedKind> all() {
        return List.of(values());
    }

    static Optional<EditedKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> kind.has(path)).findFirst();
    }

    boolean has(String path) {
        return path.endsWith(ending);
    }

    String label() {
        return label;
    }

    /** @return the last part of its address */
    String page() {
        return page;
    }
}
