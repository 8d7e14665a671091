package io.polisflow.crm.personal;

import io.polisflow.crm.document.Files;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Component;

/** Decides what becomes of each file that hangs on a person's deals, requests and calls. */
@Component
class PersonFiles {

    private final NamedParameterJdbcTemplate jdbc;
    private final Files files;
    private final ObjectProvider<FileTexts> texts;

    PersonFiles(NamedParameterJdbcTemplate jdbc, Files files, ObjectProvider<FileTexts> texts) {
        this.jdbc = jdbc;
        this.files = files;
        this.texts = texts;
    }

    /** What an erasure does with a file. */
    enum Fate {
        ERASE,
        CONTRACT,
        CONSENT
    }

    /** @param what the file is, Russian */
    record Finding(long file, Fate fate, String what) {}

    /** @return each file once; what names nobody is not among them */
    List<Finding> of(Person person, Tokens tokens) {
        Map<Long, Finding> found = new LinkedHashMap<>();
        // What the law keeps comes first: a file in two places stays.
        add(
                found,
                Fate.CONSENT,
                "документ согласия",
                person.contacts(),
                "select document_id from consent where contact_id in (:ids) and document_id is not null");
        for (String column :
                List.of("document_id", "signature_file_id", "own_signature_file_id", "protocol_file_id", "scan_id")) {
            add(
                    found,
                    Fate.CONTRACT,
                    "документ договора",
                    person.dealIds(),
                    "select c." + column
                            + " from contract c join deal d on d.id = c.deal_id where d.id in (:ids) and c." + column
                            + " is not null and d.contact_id in (select k.id from contact k where k.id in (:contacts))",
                    person);
        }
        add(
                found,
                Fate.CONTRACT,
                "КП, по которому заключён договор",
                person.dealIds(),
                "select p.document_id from proposal p join contract c on c.proposal_id = p.id where p.deal_id in (:ids)"
                        + " and p.document_id is not null");
        add(
                found,
                Fate.ERASE,
                "заявка как она пришла",
                person.own(),
                "select raw_file_id from insurance_request where id in (:ids) and raw_file_id is not null");
        add(
                found,
                Fate.ERASE,
                "вложение заявки",
                person.own(),
                "select file_id from request_file where request_id in (:ids)");
        add(
                found,
                Fate.ERASE,
                "запись разговора",
                person.contacts(),
                "select r.file_id from call_recording r join call_record c on c.entry_id = r.entry_id"
                        + " where c.contact_id in (:ids) and r.file_id is not null");
        add(
                found,
                Fate.ERASE,
                "собранные данные субъекта",
                person.contacts(),
                "select file_id from subject_request where contact_id in (:ids) and file_id is not null");
        if (!person.emails().isEmpty()) {
            add(
                    found,
                    Fate.ERASE,
                    "вложение письма",
                    person.emails().stream().map(String::toLowerCase).toList(),
                    "select f.file_id from letter_file f join letter l on l.id = f.letter_id"
                            + " where l.direction = 'IN' and lower(l.sender) in (:ids)");
        }
        person.files().stream()
                .filter(file -> !found.containsKey(file))
                .filter(file -> names(file, tokens))
                .forEach(file -> found.put(file, new Finding(file, Fate.ERASE, "файл, в котором назван человек")));
        return List.copyOf(found.values());
    }

    private boolean names(long id, Tokens tokens) {
        return files.find(id)
                .map(file -> {
                    byte[] content = files.looked(file);
                    List<String> read = new ArrayList<>();
                    read.add(new String(content, StandardCharsets.UTF_8));
                    texts.orderedStream()
                            .map(reader -> reader.of(file.mediaType(), content))
                            .filter(java.util.Objects::nonNull)
                            .forEach(read::add);
                    return read.stream().anyMatch(text -> tokens.in(text, true));
                })
                .orElse(false);
    }

    private void add(Map<Long, Finding> found, Fate fate, String what, Collection<?> of, String sql) {
        if (!of.isEmpty()) {
            jdbc.queryForList(sql, Map.of("ids", of), Long.class)
                    .forEach(file -> found.putIfAbsent(file, new Finding(file, fate, what)));
        }
    }

    private void add(Map<Long, Finding> found, Fate fate, String what, Collection<?> of, String sql, Person person) {
        if (!of.isEmpty() && !person.contacts().isEmpty()) {
            jdbc.queryForList(sql, Map.of("ids", of, "contacts", person.contacts()), Long.class)
                    .forEach(file -> found.putIfAbsent(file, new Finding(file, fate, what)));
        }
    }
}
