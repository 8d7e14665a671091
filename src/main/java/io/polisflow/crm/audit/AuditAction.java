package io.polisflow.crm.audit;

/** What a row of the audit says was done. */
public enum AuditAction {
    CREATED("Создание"),
    CHANGED("Изменение"),
    DELETED("Удаление"),
    SAW("Просмотр"),
    PLAYED("Прослушивание"),
    DOWNLOADED("Скачивание"),
    EXPORTED("Выгрузка"),
    SEARCHED("Поиск"),
    SIGNED_ON("Вход"),
    SIGN_ON_REFUSED("Неудачный вход"),
    SIGNED_OFF("Выход"),
    LOCKED_OUT("Блокировка входа"),
    UNLOCKED("Снятие блокировки"),
    GRANTED("Выдача доступа"),
    REVOKED("Отзыв доступа"),
    SUBSTITUTED("Назначение заместителя"),
    SUBSTITUTION_ENDED("Конец замещения"),
    SETTING("Настройка"),
    ENGINE("Действие в Camunda"),
    ERASED("Уничтожение данных"),
    CONSENT("Согласие"),
    REFUSED("Отказ в доступе"),
    CHECKED("Проверка журнала"),
    ARCHIVED("Архив журнала");

    private final String label;

    AuditAction(String label) {
        this.label = label;
    }

    /** Russian, as the audit's page shows it. */
    public String label() {
        return label;
    }
}
