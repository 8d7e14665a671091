package io.polisflow.crm.personal;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Says in Russian what a column holds, for the file that a person may ask for; ids and codes are for programs only. */
public final class FieldNames {

    /** The same once more, for a program: the words beside them say it all. */
    private static final Set<String> REPEATED = Set.of("html", "search_name", "contact_key", "attribute_bytes");

    private static final Map<String, String> LABELS = read(
            """
            address = адрес
            annotation_ = примечание
            answer = ответ
            body = событие как пришло
            bytes_ = данные формы
            card_notes = заметки для карточки
            cells = строка файла
            chosen = что выбрано
            claims_note = убытки за срок
            client_comment = комментарий клиента
            comment_ = комментарий
            company_name = компания
            contact_name = контакт
            delete_reason_ = почему закончено
            description_ = описание
            detail = подробности
            details = подробности
            email = электронная почта
            end_reason = почему закончен
            error_msg_ = ошибка
            exception_msg_ = ошибка
            external_id = номер у отправителя
            failure = почему не доставлено
            fault = ошибка
            file_name = имя файла
            flags = отметки
            full_msg_ = комментарий
            headings = заголовки файла
            in_reply_to = в ответ на
            incident_msg_ = ошибка
            job = должность
            job_exception_msg_ = ошибка
            loss_comment = почему проиграна
            loss_competitor = конкурент
            loss_competitor_terms = условия конкурента
            mapping = столбцы файла
            message = сообщение
            message_ = комментарий
            message_id = номер письма
            name = имя или название
            name_ = название
            new_value = стало
            new_value_ = стало
            note = примечание
            number = номер
            object = объект
            old_value = было
            operator = оператор
            org_value_ = было
            outcome = итог
            path = ссылка
            pause_reason = причина паузы
            phone = телефон
            place = место
            position = должность
            product = продукт
            properties_ = настройки
            quarantine = карантин
            query_ = условия
            reason = причина
            recipients = получатели
            refusal_reason = причина отказа
            reliability_comment = замечание о надёжности
            reply = ответ
            request = запрос
            resolution = чем закончилось
            risks = риски
            sender = отправитель
            signer = кто подписал
            source = откуда известно
            special_conditions = особые условия
            starts_text = начало страхования
            subject = тема
            subject_email = электронная почта
            subject_name = имя
            subject_phone = телефон
            sum_text = страховая сумма
            text = текст
            text2_ = значение
            text_ = значение
            title = название
            told = что рассказал клиент
            undeliverable_note = почему письма не доходят
            url_ = ссылка
            value_ = значение
            warning = предупреждение
            why = почему
            withdrawn_note = примечание к отзыву
            words = слова клиента
            wrong_note = почему данные неверны
            deal_number = сделка
            purpose = цель
            given_at = дано
            ends_on = действует по
            withdrawn_at = отозвано
            received_at = получено
            received_on = получено
            sent_at = отправлено
            held_at = состоялось
            starts_at = назначено
            started_at = начало
            ended_at = конец
            recorded_at = записано
            created_at = создано
            changed_at = изменено
            happened_at = произошло
            answered_at = отвечено
            ordered_at = заказано
            at_ = когда
            time_ = когда
            create_time_ = создано
            action = что сделано
            """);

    private FieldNames() {}

    /** @param column of whatever place @return empty of what only programs read */
    public static Optional<String> of(String column) {
        return Optional.ofNullable(LABELS.get(column.toLowerCase(Locale.ROOT)));
    }

    /** Whether the column repeats in another form what stands beside it. */
    public static boolean isRepeated(String column) {
        return REPEATED.contains(column.toLowerCase(Locale.ROOT));
    }

    private static Map<String, String> read(String text) {
        Map<String, String> labels = new LinkedHashMap<>();
        Arrays.stream(text.split("\n"))
                .map(line -> line.split(" = ", 2))
                .forEach(pair -> labels.put(pair[0].strip(), pair[1].strip()));
        return Map.copyOf(labels);
    }
}
