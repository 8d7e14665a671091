package io.polisflow.process.engine;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.TouchCalendar.Plan;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.util.List;
import org.springframework.stereotype.Component;

/** The fields by which any form plans a touch, under the same keys everywhere. */
@Component
public class TouchFields {

    private static final String KIND = "touchKind";
    private static final String AT = "touchAt";
    private static final String PLACE = "touchPlace";
    private static final String CONTACT = "touchContact";
    private static final String NOTE = "planNote";

    private final Clock clock;

    TouchFields(Clock clock) {
        this.clock = clock;
    }

    /** One choice of a select. */
    public record Option(String label, String value) {}

    /** Fills {@code touchContacts} with those who can be talked to. */
    public void offer(FormData form, List<Contact> contacts) {
        form.put("touchContacts", options(contacts));
    }

    public static List<Option> options(List<Contact> contacts) {
        return contacts.stream()
                .map(contact -> new Option(
                        contact.name() != null
                                ? contact.name()
                                : contact.email() != null ? contact.email() : contact.phone(),
                        contact.id().toString()))
                .toList();
    }

    /** @throws RefusedException when the moment cannot be read; the calendar checks the rest */
    public Plan read(FormInput form) {
        String kind = form.text(KIND);
        return new Plan(
                kind == null ? null : Activity.Kind.valueOf(kind),
                moment(form.text(AT)),
                form.text(PLACE),
                id(form.text(CONTACT)),
                form.text(NOTE));
    }

    /** @return the contact that a select chose, or null */
    public static Long id(String text) {
        return text == null ? null : Long.valueOf(text);
    }

    /** The browser tells the moment with its own zone; the calendar lives in the configured one. */
    private LocalDateTime moment(String text) {
        if (text == null) {
            return null;
        }
        try {
            boolean zoned = text.matches(".*T.*([+-]\\d\\d:?\\d\\d|Z)");
            return zoned
                    ? OffsetDateTime.parse(text)
                            .atZoneSameInstant(clock.getZone())
                            .toLocalDateTime()
                    : LocalDateTime.parse(text);
        } catch (DateTimeException e) {
            throw new RefusedException(AT, "Дата и время касания: ожидается, например, 24.11.2026 15:00");
        }
    }
}
