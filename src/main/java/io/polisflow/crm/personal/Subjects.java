package io.polisflow.crm.personal;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.PhoneNumber;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.springframework.jdbc.core.namedparam.NamedParameterJdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Finds out who one person is across all cards, requests and deals. */
@Service
@Transactional(readOnly = true)
public class Subjects {

    private final ConsentRepository contacts;
    private final NamedParameterJdbcTemplate jdbc;

    Subjects(ConsentRepository contacts, NamedParameterJdbcTemplate jdbc) {
        this.contacts = contacts;
        this.jdbc = jdbc;
    }

    /** Somebody whom a search found. @param client the company on whose card they stand */
    public record Found(long contactId, String name, String email, String phone, long clientId, String client) {}

    /**
     * @param text an e-mail address or a telephone in any spelling
     * @return whoever has it on any card, also those who were taken off it
     */
    public List<Found> find(String text) {
        String phone = PhoneNumber.normalise(text).orElse("");
        return jdbc.query(
                "select c.id, c.name, c.email, c.phone, l.id, l.name from contact c join client l on l.id = c.client_id"
                        + " where lower(c.email) = lower(:text) or c.phone = :phone order by c.id",
                Map.of("text", text == null ? "" : text.strip(), "phone", phone),
                (row, i) -> new Found(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getLong(5),
                        row.getString(6)));
    }

    /** @return how the contact is called @throws RefusedException when there is no such contact */
    public String nameOf(long contactId) {
        return Consents.nameOf(contact(contactId));
    }

    /** @return the client on whose card the contact stands */
    public long clientOf(long contactId) {
        return contact(contactId).clientId();
    }

    private Contact contact(long contactId) {
        return contacts.findContact(contactId)
                .orElseThrow(() -> new RefusedException("contact", "Такого контакта нет: выберите другого"));
    }

    Person of(long contactId) {
        Contact one = contact(contactId);
        List<Contact> same = contacts.findSame(
                one.id(),
                one.email() == null ? "" : one.email(),
                one.phone() == null ? "" : one.phone(),
                io.polisflow.crm.client.CompanyName.comparable(one.name()));
        Set<String> names = known(same.stream().map(Contact::name).toList());
        Set<String> emails = known(same.stream().map(Contact::email).toList());
        Set<String> phones = known(same.stream().map(Contact::phone).toList());
        Set<Long> ids = new LinkedHashSet<>(same.stream().map(Contact::id).toList());
        ids.addAll(ids("select id from contact where merged_into in (:ids)", ids));
        // What the card held before it was corrected is the same person's.
        rows(
                        "select field, old_value, new_value from client_change where contact_id in (:ids)"
                                + " and field in ('CONTACT_NAME', 'CONTACT_EMAIL', 'CONTACT_PHONE')",
                        ids)
                .forEach(row -> {
                    Set<String> kind =
                            row.get(0).endsWith("NAME") ? names : row.get(0).endsWith("EMAIL") ? emails : phones;
                    kind.addAll(known(java.util.Arrays.asList(row.get(1), row.get(2))));
                });
        List<Long> clients = ids("select distinct client_id from contact where id in (:ids)", ids);
        List<Long> own = ids("select id from insurance_request where contact_id in (:ids)", ids);
        own = new ArrayList<>(own);
        if (!emails.isEmpty()) {
            own.addAll(ids(
                    "select id from insurance_request where contact_id is null and lower(email) in (:ids)", emails));
        }
        rows("select contact_name, email, phone from insurance_request where id in (:ids)", own)
                .forEach(row -> {
                    names.addAll(known(java.util.Collections.singletonList(row.get(0))));
                    phones.addAll(known(java.util.Collections.singletonList(row.get(2))));
                });
        List<Long> requests = ids("select id from insurance_request where client_id in (:ids)", clients);
        Set<Long> all = new LinkedHashSet<>(requests);
        all.addAll(own);
        List<Long> dealIds = ids(
                "select d.id from deal d where d.client_id in (:ids) or d.id in (select r.deal_id from insurance_request r"
                        + " where r.client_id in (:ids))",
                clients);
        List<String> deals = texts("select number from deal where id in (:ids)", dealIds);
        List<String> subjects = new ArrayList<>(deals);
        subjects.addAll(texts("select number from insurance_request where id in (:ids)", all));
        subjects.addAll(texts("select number from client_lead where client_id in (:ids)", clients));
        return new Person(
                names,
                emails,
                phones,
                List.copyOf(ids),
                clients,
                dealIds,
                deals,
                List.copyOf(new LinkedHashSet<>(own)),
                List.copyOf(all),
                subjects,
                files(dealIds, all, ids));
    }

    /** Every file that hangs on these deals, requests and people. */
    private List<Long> files(List<Long> dealIds, Collection<Long> requests, Collection<Long> people) {
        Set<Long> files = new LinkedHashSet<>();
        files.addAll(ids(
                "select raw_file_id from insurance_request where id in (:ids) and raw_file_id is not null", requests));
        files.addAll(ids("select file_id from request_file where request_id in (:ids)", requests));
        for (String of : List.of(
                "select f.file_id from letter_file f join letter l on l.id = f.letter_id where l.deal_id in (:ids)",
                "select document_id from proposal where deal_id in (:ids) and document_id is not null",
                "select document_id from contract where deal_id in (:ids) and document_id is not null",
                "select signature_file_id from contract where deal_id in (:ids) and signature_file_id is not null",
                "select own_signature_file_id from contract where deal_id in (:ids) and own_signature_file_id is not null",
                "select protocol_file_id from contract where deal_id in (:ids) and protocol_file_id is not null",
                "select scan_id from contract where deal_id in (:ids) and scan_id is not null",
                "select file_id from deal_file where deal_id in (:ids)")) {
            files.addAll(ids(of, dealIds));
        }
        files.addAll(ids(
                "select r.file_id from call_recording r join call_record c on c.entry_id = r.entry_id"
                        + " where c.contact_id in (:ids) and r.file_id is not null",
                people));
        files.addAll(
                ids("select document_id from consent where contact_id in (:ids) and document_id is not null", people));
        files.addAll(
                ids("select file_id from subject_request where contact_id in (:ids) and file_id is not null", people));
        return List.copyOf(files);
    }

    private List<Long> ids(String sql, Collection<?> of) {
        return of.isEmpty() ? List.of() : jdbc.queryForList(sql, Map.of("ids", of), Long.class);
    }

    private List<String> texts(String sql, Collection<?> of) {
        return of.isEmpty() ? List.of() : jdbc.queryForList(sql, Map.of("ids", of), String.class);
    }

    private List<List<String>> rows(String sql, Collection<?> of) {
        return of.isEmpty()
                ? List.of()
                : jdbc.query(
                        sql,
                        Map.of("ids", of),
                        (row, i) -> java.util.Arrays.asList(row.getString(1), row.getString(2), row.getString(3)));
    }

    private static Set<String> known(Collection<String> texts) {
        Set<String> known = new LinkedHashSet<>();
        texts.stream()
                .filter(Objects::nonNull)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && !text.equals(Tokens.GONE))
                .forEach(known::add);
        return known;
    }
}
