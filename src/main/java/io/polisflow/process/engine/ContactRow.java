package io.polisflow.process.engine;

import io.polisflow.crm.client.Contact;
import java.util.List;

/** One of the client's contacts in the table of a form. */
public record ContactRow(String name, String phone, String email) {

    public static List<ContactRow> of(List<Contact> contacts) {
        return contacts.stream()
                .map(c -> new ContactRow(orDash(c.name()), orDash(c.phone()), orDash(c.email())))
                .toList();
    }

    private static String orDash(String text) {
        return text == null ? "—" : text;
    }
}
