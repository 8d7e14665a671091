package io.polisflow.crm.personal;

import java.util.List;
import org.springframework.stereotype.Component;

/** Where the CRM keeps personal data, for what and how long; a column of text that stands in no line fails the build. */
@Component
class PersonalDataMap implements Places {

    private static final String DEAL = "deal_id in (:dealIds)";
    private static final String NUMBER = "deal_number in (:deals)";
    private static final String CLIENT = "client_id in (:clients)";
    private static final String CONTACT = "contact_id in (:contacts)";
    private static final String PROPOSAL = "proposal_id in (select p.id from proposal p where p.deal_id in (:dealIds))";
    private static final String CONTRACT = "contract_id in (select c.id from contract c where c.deal_id in (:dealIds))";

    private static final String PEOPLE =
            // People of clients, and what is said with them.
            """
            contact | contact_key name position email phone wrong_note undeliverable_note search_name | role | id in (:contacts) | id in (:contacts) | контакты клиента | пока есть отношения с клиентом
            client_change | old_value new_value source | field changed_by process_key activity_id activity_name | CONTACT | CONTACT | история карточки | как карточка
            client_merge_change | old_value new_value source | table_name column_name entered_by | table_name = 'contact' and row_id in (:contacts) | | отмена объединения карточек | как карточка
            client_lead | comment_ resolution card_notes | number state source product_code taken_by handed_to | CLIENT | | первое обращение к клиенту | пока есть отношения с клиентом
            client_lead_contact | name job phone email | role | lead_id in (select l.id from client_lead l where l.client_id in (:clients)) | | первое обращение к клиенту | пока есть отношения с клиентом
            client_import | file_name headings mapping | author author_name state | | | загрузка клиентов | до удаления загрузки
            client_import_row | cells message | fate outcome | | | загрузка клиентов | до удаления загрузки
            insurance_request | external_id company_name contact_name phone email product object risks sum_text starts_text subject text | number channel status inn product_code sorted_by | id in (:requests) | CONTACT | заявка | пока есть отношения с клиентом
            request_problem | message | field | request_id in (:requests) | | разбор заявки | как заявка
            consent | operator subject_name subject_email subject_phone withdrawn_note | purpose channel taken_by withdrawn_channel withdrawn_by | CONTACT | CONTACT | доказательство согласия | 3 года после отзыва (исковая давность)
            letter | message_id in_reply_to sender recipients subject text html failure | direction author ground unsubscribe_key | DEAL | | переписка | пока есть отношения с клиентом
            activity | note place outcome | kind held_by state owner | DEAL | CONTACT | касания | как сделка
            calendar_entry | title details place path | owner source source_id uid | exists (select 1 from deal d where d.id in (:dealIds) and calendar_entry.path like concat('%', d.number, '%')) | | календарь сотрудника | как касание
            objection | words reply | category recorded_by answered_by | DEAL | CONTACT | возражения | как сделка
            call_order | number reason | command_id employee state | DEAL | CONTACT | звонки | как сделка
            call_record | number | entry_id direction employee extension state result | CONTACT | CONTACT | звонки | как сделка
            call_event | number | event_key entry_id command_id leg state direction extension | | | звонки | как сделка
            accepted_event | body fault | system_ operation origin | | | события внешних систем, которые ещё не обработаны | минуты, до обработки
            call_recording | reason | recording_id entry_id state | | | записи разговоров | как сделка
            call_back | number note | open_key owner result | CLIENT | CONTACT | обратный звонок | как сделка
            journal_entry | text | deal_number actor process_key activity_id activity_name | NUMBER | | история сделки | как сделка
            exchange | subject address request answer fault | direction system_ operation outcome | subject in (:subjects) | | обмен с внешними системами, данные скрыты масками | 90 дней
            stored_file | name quarantine warning | media_type sha256 | id in (:files) | | файлы | как то, к чему приложены
            subject_request | subject answer | kind state channel taken_by answered_by | CONTACT | CONTACT | реестр обращений субъектов | 3 года
            deadline_letter | address subject text html failure | recipient message_id | | | напоминания сотрудникам | 90 дней
            """;

    private static final String DEALS =
            // Deals: the company's business, in which somebody may be named.
            """
            deal | loss_comment loss_competitor loss_competitor_terms pause_reason | number owner stage kind loss_reason stage_before_pause priority | id in (:dealIds) | | сделка | как договор
            deal_figures | loss_competitor | source product_code lost_at owner loss_reason | DEAL | | отчёты | как сделка
            rework | request answer | performer asked_by state answered_by | DEAL | | доработка КП | как сделка
            proposal | special_conditions refusal_reason | number state author quote_id | DEAL | | КП | как сделка
            proposal_line | object flags | product_code | PROPOSAL | | КП | как сделка
            proposal_line_parameter | value_ | code | line_id in (select x.id from proposal_line x join proposal p on p.id = x.proposal_id where p.deal_id in (:dealIds)) | | КП | как сделка
            proposal_line_coefficient | name | | | | КП | как сделка
            approval_step | comment_ | role state approver fingerprint | PROPOSAL | | согласование | как сделка
            contract | special_conditions signer client_comment | number state author channel box_id message_id entity_id | DEAL | | договор | 5 лет (115-ФЗ) после расторжения
            contract_check | comment_ | role checked_by | CONTRACT | | договор | как договор
            contract_line | object | product_code | CONTRACT | | договор | как договор
            signing_event | comment_ | event_key entity_id state | entity_id in (select c.entity_id from contract c where c.deal_id in (:dealIds)) | | подписание | как договор
            policy | object end_reason | number idempotency_key contract_number product_code state | DEAL | | полис | как договор
            policy_order | reason | idempotency_key state reference | CONTRACT | | полис | как договор
            awaited_policy_change | reason | policy_number | | | полис | как договор
            renewal | claims_note | state registry_answer decided_by | policy_id in (select p.id from policy p where p.deal_id in (:dealIds)) | | продление | как договор
            renewal_risk_change | told | aspect | renewal_id in (select r.id from renewal r join policy p on p.id = r.policy_id where p.deal_id in (:dealIds)) | | продление | как договор
            renewal_suggestion | reason object | product_code | | | продление | как договор
            deadline | name pause_reason | kind subject deal_number owner process instance_id element task_group assignee product client_class priority calendar table_row pause_cause | NUMBER | | сроки | как сделка
            work_event | name detail | kind process instance_id passage element element_type task_id deal_number stage actor assignee task_group | NUMBER | | журнал работы | как сделка
            bulk_action | chosen reason | kind state author author_groups target | | | действия супервизора | как сделка
            bulk_action_item | name why | subject instance_id process deal_number person task_group give_to outcome | NUMBER | | действия супервизора | как сделка
            model_migration_instance | reason | instance_id business_key stage steps forecast outcome | business_key in (:subjects) | | перевод сделок на новую модель | как сделка
            """;

    private static final String COMPANIES =
            // Companies: what the state register says of them is open to everybody.
            """
            client | reliability_comment | client_key inn kpp ogrn name search_name full_name address okved okved_name head_name head_position registry_status requisites_state requisites_source reliability owner company_size told_head told_address | id in (:clients) | | карточка компании, руководитель из ЕГРЮЛ | пока есть отношения с клиентом
            client_field | | field source entered_by other_value other_source | | | откуда реквизиты | как карточка
            requisite_change | | field old_value new_value source | | | изменения в ЕГРЮЛ | как карточка
            registry_answer | | provider inn answer | | | ответ реестра, общедоступные сведения | до следующего ответа
            renewal_registry_fact | | field then_value now_value | | | изменения в ЕГРЮЛ | как договор
            registry_refresh_client | | outcome | | | обновление из реестра | до следующего
            """;

    private static final String OTHERS =
            // No client's person: employees, models, dictionaries, figures.
            """
            awaited_policy | | policy_number | | | полис | до выпуска
            audit_anchor | | head key_id mac | | | цепочка аудита | всегда
            audit_archive | | head file sha256 key_id mac | | | цепочка аудита | всегда
            audit_event | | actor on_behalf action kind object_id deal_number details process_key activity_id instance_id address key_id mac | | | аудит: имена полей и номера записей, не сами данные | по сроку аудита
            audit_link | | previous hash key_id | | | цепочка аудита | по сроку аудита
            branch | | code name calendar head | | | филиалы | пока работает
            branch_member | | login branch | | | сотрудники | пока работает
            calendar | | code name zone opens closes break_from break_to | | | рабочее время | всегда
            calendar_basis | | zone opens closes break_from break_to | | | рабочее время | всегда
            calendar_change | | actor calendar text | | | рабочее время | всегда
            calendar_day | | calendar kind name | | | рабочее время | всегда
            calendar_feed | | owner secret_hash content_hash | | | календарь сотрудника | пока работает
            calendar_year | | calendar source | | | рабочее время | всегда
            catalogue_change | | actor product_code text | | | каталог | всегда
            client_merge | | merged_by undone_by | | | объединение карточек | как карточка
            consent_purpose | | code name data actions | | | цели обработки | всегда
            consent_text | | purpose text author | | | тексты согласий | всегда
            deal_file | | uploaded_by | | | файлы сделки | как сделка
            deal_stage_visit | | stage | | | воронка | как сделка
            dictionary_change | | actor dictionary code text | | | справочники | всегда
            dictionary_entry | | dictionary code label | | | справочники | всегда
            erasure | | actor basis sha256 | | | доказательство удаления, без самих данных | всегда
            erasure_item | | action place label sha256 reason | | | доказательство удаления, без самих данных | всегда
            personal_hold | | table_name column_name held_value reason | | | обязано храниться по закону, из работы выведено | до keep_until
            encryption_key | | id fingerprint | | | ключи шифрования | всегда
            escalation | | recipient letter | | | напоминания сотрудникам | 90 дней
            exchange_cursor | | system_ index_key | | | обмен | всегда
            flyway_schema_history | | version description type script installed_by | | | версии схемы | всегда
            knowledge_article | | title body tags product_code category author search | | | база знаний | всегда
            knowledge_use | | occasion used_by | | | база знаний | всегда
            loss_sum | | breakdown key_ reason written | | | отчёты: суммы месяца, удаляются, как только изменится одна из его сделок | как сделка
            model_draft | | title note author changed_by state job_id refusal | | | модели | всегда
            model_draft_file | | path content base_sha256 changed_by | | | модели | всегда
            model_migration | | model_key model_name source_id target_id state author reason started_by | | | модели | всегда
            model_migration_step | | source_step source_name target_step target_name | | | модели | всегда
            model_migration_token | | instance_id step step_name | | | модели | всегда
            model_release | | deployment_id undoes actor note title | | | модели | всегда
            model_release_wording | | template | | | модели | всегда
            name_word | | word | | | слова имён для поиска, удаляются с последним именем | как карточка
            node_alive | | id models | | | узлы программы | минуты
            node_turn | | name holder | | | узлы программы | минуты
            product | | code name description | | | каталог | всегда
            proposal_contributor | | login | | | кто готовил КП | как сделка
            received_event | | system_ event_id | | | обмен | 90 дней
            recording_listening | | listener | | | кто слушал запись | как запись
            risk_parameter | | product_code code label hint type default_value | | | каталог | всегда
            risk_parameter_option | | code label | | | каталог | всегда
            sight_grant | | owner grantee granted_by revoked_by | | | доступ сотрудников | всегда
            sign_on_failure | | name_hash | | | неудачные входы сотрудников | сутки
            spring_session | | primary_id session_id principal_name | | | сеансы сотрудников | до выхода
            spring_session_attributes | attribute_bytes# | session_primary_id attribute_name | | | сеансы сотрудников: что они искали | до выхода
            stage_label | | stage label | | | справочники | всегда
            stage_probability | | stage author | | | справочники | всегда
            stored_file_content | | content key_id wrapped_key | | | содержимое файлов, удаляется вместе с файлом | как то, к чему приложены
            submission | | request_key submitted_by | | | повторные нажатия | как сделка
            substitution | | absent substitute entered_by ended_by | | | замещение сотрудников | всегда
            taken_path | | instance_id process deal_number last_element | | | пути процессов | как сделка
            taken_route | | process hash variant steps flows jumps | | | пути процессов | всегда
            taken_step | | instance_id element process | | | пути процессов | как сделка
            template_version | | template subject body author note | | | шаблоны | всегда
            work_export | | actor format processes | | | выгрузки | всегда
            working_day_exception | | kind | | | рабочее время | всегда
            """;

    private static final List<Place> PLACES = PlaceText.read((PEOPLE + DEALS + COMPANIES + OTHERS)
            .replace("| CONTACT |", "| " + CONTACT + " |")
            .replace("| CONTACT |", "| " + CONTACT + " |")
            .replace("| CLIENT |", "| " + CLIENT + " |")
            .replace("| DEAL |", "| " + DEAL + " |")
            .replace("| NUMBER |", "| " + NUMBER + " |")
            .replace("| PROPOSAL |", "| " + PROPOSAL + " |")
            .replace("| CONTRACT |", "| " + CONTRACT + " |"));

    @Override
    public List<Place> places() {
        return PLACES;
    }
}
