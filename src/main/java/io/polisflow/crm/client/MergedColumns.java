package io.polisflow.crm.client;

import io.polisflow.crm.client.MergeChanges.Column;
import io.polisflow.crm.client.MergeChanges.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The columns that a merging of clients changes: whatever points to a card or a contact, and the cards themselves. */
final class MergedColumns {

    static final Column CONTACT_CLIENT = new Column("contact", "client_id", Type.ID, true);
    static final Column CONTACT_KEY = new Column("contact", "contact_key", Type.TEXT, true);
    static final Column CONTACT_REMOVED = new Column("contact", "removed", Type.FLAG, true);
    static final Column CONTACT_MERGED = new Column("contact", "merged_into", Type.ID, true);
    static final Column CALL_BACK_KEY = new Column("call_back", "open_key", Type.TEXT, true);
    static final Column CLIENT_MERGED = new Column("client", "merged_into", Type.ID, true);
    static final Column SEARCH_NAME = new Column("client", "search_name", Type.TEXT, true);

    /** Whatever belongs to a client, contacts apart. */
    static final List<Column> CLIENT = List.of(
            new Column("deal", "client_id", Type.ID, true),
            new Column("insurance_request", "client_id", Type.ID, true),
            new Column("policy", "client_id", Type.ID, true),
            new Column("call_back", "client_id", Type.ID, true),
            new Column("client_lead", "client_id", Type.ID, true),
            new Column("requisite_change", "client_id", Type.ID, false),
            new Column("client_change", "client_id", Type.ID, false),
            CLIENT_MERGED);

    /** Whatever names a contact. */
    static final List<Column> CONTACT = List.of(
            new Column("deal", "contact_id", Type.ID, true),
            new Column("insurance_request", "contact_id", Type.ID, true),
            new Column("activity", "contact_id", Type.ID, true),
            new Column("objection", "contact_id", Type.ID, false),
            new Column("client_change", "contact_id", Type.ID, false),
            new Column("call_order", "contact_id", Type.ID, true),
            new Column("call_record", "contact_id", Type.ID, true),
            new Column("call_back", "contact_id", Type.ID, true),
            new Column("consent", "contact_id", Type.ID, true),
            new Column("subject_request", "contact_id", Type.ID, true),
            CONTACT_MERGED);

    /** What two contacts that are one person tell together. */
    static final List<Column> PERSON = Stream.of(
                    "name", "search_name", "position", "email", "phone", "role", "wrong_note")
            .map(name -> new Column("contact", name, Type.TEXT, true))
            .toList();

    /** What a card says beside the fields of {@link CardField}. */
    static final List<Column> JUDGEMENT = Stream.of("owner", "reliability", "reliability_comment")
            .map(name -> new Column("client", name, Type.TEXT, true))
            .toList();

    private static final List<Column> OTHER =
            List.of(CONTACT_CLIENT, CONTACT_KEY, CONTACT_REMOVED, CALL_BACK_KEY, SEARCH_NAME);

    private MergedColumns() {}

    static Column of(CardField field) {
        Type type =
                switch (field) {
                    case REGISTRATION_DATE -> Type.DATE;
                    case SME -> Type.FLAG;
                    default -> Type.TEXT;
                };
        return new Column("client", field.name().toLowerCase(Locale.ROOT), type, true);
    }

    /** @throws java.util.NoSuchElementException when no merging changes it */
    static Column named(String table, String name) {
        return Stream.of(
                        CLIENT,
                        CONTACT,
                        PERSON,
                        JUDGEMENT,
                        OTHER,
                        Arrays.stream(CardField.values()).map(MergedColumns::of).toList())
                .flatMap(List::stream)
                .filter(column -> column.table().equals(table) && column.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
