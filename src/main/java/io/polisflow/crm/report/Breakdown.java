package io.polisflow.crm.report;

import java.util.Arrays;
import java.util.Optional;

/** By what a report is broken down: what its rows are. */
public enum Breakdown {
    STAGE("stage", "По этапам", "Этап"),
    SOURCE("source", "По источникам", "Источник"),
    MANAGER("manager", "По менеджерам", "Менеджер"),
    PRODUCT("product", "По продуктам", "Продукт"),
    MONTH("month", "По месяцам", "Месяц"),
    REASON("reason", "По причинам", "Причина"),
    COMPETITOR("competitor", "По конкурентам", "Конкурент"),
    APPROVER("approver", "По согласующим", "Согласующий"),
    ROLE("role", "По ролям", "Роль"),
    CATEGORY("category", "По видам", "Возражение"),
    PROCESS("process", "По процессам", "Процесс"),
    STEP("step", "По шагам", "Шаг"),
    GROUP("group", "По группам", "Группа"),
    PERSON("person", "По сотрудникам", "Сотрудник");

    private final String code;
    private final String label;
    private final String heading;

    Breakdown(String code, String label, String heading) {
        this.code = code;
        this.label = label;
        this.heading = heading;
    }

    public static Optional<Breakdown> of(String code) {
        return Arrays.stream(values()).filter(by -> by.code.equals(code)).findFirst();
    }

    /** @return the value in addresses */
    public String code() {
        return code;
    }

    public String label() {
        return label;
    }

    /** @return what one row is */
    public String heading() {
        return heading;
    }
}
