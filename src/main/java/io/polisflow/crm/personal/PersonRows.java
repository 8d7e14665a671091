package io.polisflow.crm.personal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** The rows that are about a person as a whole: they are emptied, whatever stands in them. */
@Component
class PersonRows {

    private final NamedParameterJdbcTemplate jdbc;

    PersonRows(NamedParameterJdbcTemplate jdbc) {
        this.jdbc = jdbc;
    }

    /** A value that the law orders to keep. */
    record HeldValue(String table, String column, long row, String text) {

        private static final Map<String, String> LABELS = Map.of(
                "subject_name", "имя в согласии",
                "subject_email", "почта в согласии",
                "subject_phone", "телефон в согласии",
                "signer", "кто подписал договор",
                "client_comment", "комментарий клиента к договору",
                "special_conditions", "особые условия договора");

        String place() {
            return table + "." + column;
        }

        String label() {
            return LABELS.get(column);
        }
    }

    /** Rows of a table that were emptied. @param label what stands there, Russian */
    record Emptied(String table, String label, int rows) {}

    List<HeldValue> heldValues(Person person, Tokens tokens) {
        List<HeldValue> held = new ArrayList<>();
        held(
                held,
                "consent",
                List.of("subject_name", "subject_email", "subject_phone"),
                "contact_id",
                person.contacts());
        List<HeldValue> contracts = new ArrayList<>();
        held(
                contracts,
                "contract",
                List.of("signer", "client_comment", "special_conditions"),
                "deal_id",
                person.dealIds());
        contracts.stream().filter(value -> tokens.in(value.text(), true)).forEach(held::add);
        return held;
    }

    private void held(List<HeldValue> held, String table, List<String> columns, String by, List<Long> ids) {
        if (ids.isEmpty()) {
            return;
        }
        for (String column : columns) {
            held.addAll(jdbc.query(
                    "select id, " + column + " from " + table + " where " + by + " in (:ids) and " + column
                            + " is not null order by id",
                    Map.of("ids", ids),
                    (row, i) -> new HeldValue(table, column, row.getLong(1), row.getString(2))));
        }
    }

    /** @return how many rows of which table */
    List<Emptied> forget(Person person) {
        List<Emptied> emptied = new ArrayList<>();
        change(
                emptied,
                "contact",
                "контакты клиента",
                person.contacts(),
                "update contact set name = '[удалено]', search_name = '', contact_key = 'erased:' || id, email = null,"
                        + " phone = null, position = null, wrong_note = null, undeliverable_note = null, undeliverable_at = null,"
                        + " removed = true, lock_version = lock_version + 1 where id in (:ids)");
        change(
                emptied,
                "insurance_request",
                "заявки человека",
                person.own(),
                "update insurance_request set contact_name = null, email = null, phone = null, external_id = 'erased:' || id,"
                        + " text = '[удалено]', subject = null, lock_version = lock_version + 1 where id in (:ids)");
        change(
                emptied,
                "client_change",
                "история карточки человека",
                person.contacts(),
                "update client_change set old_value = null, new_value = null, source = null where contact_id in (:ids)");
        change(
                emptied,
                "call_order",
                "звонки человеку",
                person.contacts(),
                "update call_order set number = '[удалено]', lock_version = lock_version + 1 where contact_id in (:ids)");
        change(
                emptied,
                "call_event",
                "звонки человека",
                person.contacts(),
                "update call_event set number = null where entry_id in (select entry_id from call_record where contact_id in (:ids))");
        change(
                emptied,
                "call_record",
                "звонки человека",
                person.contacts(),
                "update call_record set number = null, lock_version = lock_version + 1 where contact_id in (:ids)");
        change(
                emptied,
                "call_back",
                "обратные звонки",
                person.contacts(),
                "update call_back set number = '[удалено]', note = null where contact_id in (:ids)");
        change(
                emptied,
                "consent",
                "примечания к отказам",
                person.contacts(),
                "update consent set withdrawn_note = null, lock_version = lock_version + 1"
                        + " where contact_id in (:ids) and withdrawn_note is not null");
        change(
                emptied,
                "subject_request",
                "реестр обращений",
                person.contacts(),
                "update subject_request set subject = '[удалено]', answer = null, lock_version = lock_version + 1"
                        + " where contact_id in (:ids)");
        List<String> emails = person.emails().stream().map(String::toLowerCase).toList();
        if (!emails.isEmpty()) {
            change(
                    emptied,
                    "letter",
                    "письма человека",
                    emails,
                    "update letter set subject = '[удалено]', text = '[удалено]', html = null, sender = '[удалено]',"
                            + " lock_version = lock_version + 1 where direction = 'IN' and lower(sender) in (:ids)");
        }
        return emptied;
    }

    private void change(List<Emptied> emptied, String table, String label, List<?> ids, String sql) {
        if (!ids.isEmpty()) {
            emptied.add(new Emptied(table, label, jdbc.update(sql, Map.of("ids", ids))));
        }
    }

    /** The search of PostgreSQL keeps each word of a name once: one that nobody bears any more goes. */
    void forgetWords(Person person, Tokens tokens) {
        boolean kept = jdbc.queryForObject(
                        "select count(*) from information_schema.tables where lower(table_name) = 'name_word'",
                        Map.of(),
                        Integer.class)
                > 0;
        Set<String> words = person.names().stream()
                .map(io.polisflow.crm.client.CompanyName::comparable)
                .flatMap(name -> Arrays.stream(name.split("\\s+")))
                .filter(word -> !word.isBlank())
                .collect(Collectors.toSet());
        if (kept && !words.isEmpty()) {
            jdbc.update(
                    "delete from name_word where word in (:words)"
                            + " and not exists (select 1 from client c where ' ' || c.search_name || ' ' like '% ' || word || ' %')"
                            + " and not exists (select 1 from contact c where ' ' || c.search_name || ' ' like '% ' || word || ' %')",
                    Map.of("words", words));
        }
    }
}
