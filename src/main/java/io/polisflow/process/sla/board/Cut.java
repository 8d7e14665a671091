package io.polisflow.process.sla.board;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** By what open deadlines are told apart on the dashboard, both to count and to choose. */
public enum Cut {
    PROCESS("Процесс", "d.process"),
    STEP("Шаг", "coalesce(d.process, '') || '/' || coalesce(d.element, '')"),
    GROUP("Группа", "d.task_group"),
    /** Who has the task; the manager where a stage or a whole deal is meant. */
    PERSON("Сотрудник", "case when d.kind = 'TASK' then d.assignee else d.owner end"),
    /** The deal's manager's, or where nobody is in charge that of whoever has the task. */
    BRANCH("Филиал", "m.branch"),
    PRODUCT("Продукт", "d.product"),
    CLIENT_CLASS("Класс клиента", "d.client_class"),
    PRIORITY("Приоритет", "d.priority");

    /** What stands for having none, e.g. for tasks that nobody has. */
    public static final String NONE = "none";

    private final String label;
    private final String column;

    Cut(String label, String column) {
        this.label = label;
        this.column = column;
    }

    public String label() {
        return label;
    }

    /** @return as it stands in addresses, e.g. {@code client-class} */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** @param code as {@link #code()}; unknown ones are empty */
    public static Optional<Cut> of(String code) {
        return Arrays.stream(values()).filter(cut -> cut.code().equals(code)).findFirst();
    }

    String column() {
        return column;
    }
}
