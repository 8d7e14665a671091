package io.polisflow.crm.audit;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The kinds of objects that the audit speaks of: tables by their names, and what lies in none; with their Russian names. */
public final class AuditKinds {

    private static final Map<String, String> LABELS = labels();

    /** Tables whose new rows get no row in the audit, each with the reason; what changes or disappears there does, unless it is derived. */
    private static final Map<String, String> UNTOLD = untold();

    /** What is reckoned or follows from what is told: neither is a change of it. */
    private static final Set<String> DERIVED = Set.of("deal_figures", "deal_stage_visit", "recording_listening");

    /** Not even flags of these are told with their values. */
    private static final Set<String> PERSONAL = Set.of("contact", "client_lead", "insurance_request");

    private AuditKinds() {}

    /** @return Russian, or the kind itself when it has no name */
    public static String label(String kind) {
        return LABELS.getOrDefault(kind, kind);
    }

    /** @return kind → Russian name, by name */
    public static Map<String, String> all() {
        Map<String, String> byName = new TreeMap<>();
        LABELS.forEach((kind, label) -> byName.put(label + " " + kind, kind));
        Map<String, String> sorted = new LinkedHashMap<>();
        byName.values().forEach(kind -> sorted.put(kind, LABELS.get(kind)));
        return sorted;
    }

    static boolean birthIsTold(String table) {
        return !UNTOLD.containsKey(table);
    }

    static boolean isDerived(String table) {
        return DERIVED.contains(table);
    }

    static boolean isKnown(String kind) {
        return LABELS.containsKey(kind);
    }

    static boolean isPersonal(String kind) {
        return PERSONAL.contains(kind);
    }

    /** @return table → why its new rows are not told */
    static Map<String, String> untoldReasons() {
        return UNTOLD;
    }

    private static Map<String, String> untold() {
        Map<String, String> untold = new TreeMap<>();
        untold.put("journal_entry", "is itself the history of a deal, written with each change");
        untold.put("client_change", "is itself the trail of a card's fields");
        untold.put("dictionary_change", "is itself the trail of a dictionary");
        untold.put("catalogue_change", "is itself the trail of the catalogue");
        untold.put("calendar_change", "is itself the trail of a calendar");
        untold.put("deal_stage_visit", "follows from the deal's stage, which is told");
        untold.put("deal_figures", "is reckoned from what is told");
        untold.put("recording_listening", "is a sight, and told as one");
        untold.put("exchange", "is itself the journal of what went over the wire");
        untold.put("call_event", "is the exchange's own message; what it changes is told");
        untold.put("signing_event", "is the operator's own message; what it changes is told");
        untold.put("awaited_policy", "waits for the policy that it belongs to, whose change is told");
        untold.put("awaited_policy_change", "is the policy system's own message; what it changes is told");
        untold.put("registry_answer", "is an answer of the registry kept for a while; what it changes is told");
        untold.put("submission", "is a key against double clicks");
        untold.put("exchange_cursor", "says how far the operator's events were read");
        untold.put("received_event", "is a key against repeated events");
        untold.put("deadline_digest", "says which digests are due");
        untold.put("escalation", "follows from deadlines and tables; the letter is told");
        untold.put("calendar_basis", "follows from the configuration");
        return untold;
    }

    private static Map<String, String> labels() {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("deal", "Сделка");
        labels.put("client", "Клиент");
        labels.put("contact", "Контактное лицо");
        labels.put("insurance_request", "Заявка");
        labels.put("client_lead", "Первичное обращение");
        labels.put("activity", "Касание");
        labels.put("calendar_entry", "Запись календаря");
        labels.put("calendar_feed", "Ссылка на календарь");
        labels.put("call_record", "Звонок");
        labels.put("call_order", "Заказ звонка");
        labels.put("call_back", "Обратный звонок");
        labels.put("call_event", "Событие АТС");
        labels.put("call_recording", "Запись разговора");
        labels.put("recording_listening", "Прослушивание записи");
        labels.put("deal_file", "Файл сделки");
        labels.put("stored_file", "Файл");
        labels.put("encryption_key", "Ключ шифрования файлов");
        labels.put("letter", "Письмо");
        labels.put("proposal", "Предложение");
        labels.put("proposal_line", "Строка предложения");
        labels.put("approval_step", "Согласование");
        labels.put("objection", "Возражение");
        labels.put("rework", "Доработка");
        labels.put("contract", "Договор");
        labels.put("contract_line", "Строка договора");
        labels.put("contract_check", "Проверка договора");
        labels.put("signing_event", "Событие ЭДО");
        labels.put("policy", "Полис");
        labels.put("policy_order", "Заказ полиса");
        labels.put("awaited_policy", "Ожидаемый полис");
        labels.put("awaited_policy_change", "Изменение полиса из учётной системы");
        labels.put("renewal", "Пролонгация");
        labels.put("deadline", "Срок");
        labels.put("deadline_letter", "Письмо о сроках");
        labels.put("deal_figures", "Показатели сделки");
        labels.put("deal_stage_visit", "Стадия сделки");
        labels.put("journal_entry", "Журнал сделки");
        labels.put("exchange", "Обмен с внешней системой");
        labels.put("client_change", "Изменение карточки");
        labels.put("client_merge", "Объединение клиентов");
        labels.put("client_import", "Импорт клиентов");
        labels.put("requisite_change", "Расхождение реквизитов");
        labels.put("bulk_action", "Массовое действие");
        labels.put("product", "Продукт");
        labels.put("risk_parameter", "Параметр риска");
        labels.put("dictionary_entry", "Значение справочника");
        labels.put("dictionary_change", "Изменение справочника");
        labels.put("catalogue_change", "Изменение каталога");
        labels.put("template_version", "Шаблон");
        labels.put("stage_probability", "Вероятность стадии");
        labels.put("knowledge_article", "Статья базы знаний");
        labels.put("knowledge_use", "Использование статьи");
        labels.put("calendar", "Производственный календарь");
        labels.put("calendar_year", "Год календаря");
        labels.put("calendar_change", "Изменение календаря");
        labels.put("branch", "Филиал");
        labels.put("model_draft", "Черновик модели");
        labels.put("model_draft_file", "Файл черновика модели");
        labels.put("model_release", "Выпуск модели");
        labels.put("model_migration", "Перенос экземпляров");
        labels.put("deals", "Список сделок");
        labels.put("clients", "Список клиентов");
        labels.put("report", "Отчёт");
        labels.put("work_events", "События работы");
        labels.put("signed_set", "Комплект подписанных документов");
        labels.put("search", "Поиск");
        labels.put("user", "Пользователь");
        labels.put("user_session", "Сеанс");
        labels.put("subject", "Субъект персональных данных");
        labels.put("subject_request", "Обращение субъекта");
        labels.put("erasure", "Уничтожение персональных данных");
        labels.put("sight_grant", "Доступ к чужим сделкам");
        labels.put("substitution", "Замещение");
        labels.put("consent_text", "Текст согласия");
        labels.put("consent", "Согласие субъекта");
        labels.put("audit", "Журнал аудита");
        labels.put("engine_user", "Учётная запись");
        labels.put("engine_group", "Группа");
        labels.put("engine_membership", "Членство в группе");
        labels.put("engine_authorization", "Право в Camunda");
        labels.put("engine_task", "Задача");
        labels.put("engine_variable", "Переменная процесса");
        labels.put("engine_process", "Экземпляр процесса");
        labels.put("engine_definition", "Модель в Camunda");
        labels.put("engine_deployment", "Публикация модели");
        labels.put("engine_job", "Задание движка");
        labels.put("engine_filter", "Фильтр задач");
        labels.put("engine_other", "Прочее в Camunda");
        return labels;
    }
}
