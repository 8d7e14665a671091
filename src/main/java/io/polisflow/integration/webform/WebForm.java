package io.polisflow.integration.webform;

import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.RequestInbox.Consented;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** A form as its site sent it, by the names that the site gave to its fields. */
class WebForm {

    private static final Set<String> YES = Set.of("true", "yes", "on", "1", "да");

    private final Map<String, String> sent;
    private final Map<WebFormField, String> values = new EnumMap<>(WebFormField.class);
    private final List<FieldProblem> problems;
    private final RawMessage raw;

    /** @param sent field name → text or null, in the order sent */
    WebForm(Map<String, String> sent, List<FieldProblem> problems, RawMessage raw) {
        this.sent = sent;
        this.problems = List.copyOf(problems);
        this.raw = raw;
        sent.forEach((name, value) -> WebFormField.of(name).ifPresent(field -> {
            // Our own name says it surely, another one probably.
            if (field.wireName().equals(name) || !values.containsKey(field)) {
                values.put(field, value);
            }
        }));
    }

    /** What Tilda sends when somebody types our address into its settings: one field and no lead. */
    boolean isProbe() {
        return sent.equals(Map.of("test", "test"));
    }

    /** @param honeypot name of the field that no person sees, or blank */
    boolean isFromRobot(String honeypot) {
        String bait = honeypot.isBlank() ? null : sent.get(honeypot);
        return bait != null && !bait.isBlank();
    }

    IncomingRequest request() {
        String consent = value(WebFormField.CONSENT);
        return new IncomingRequest(
                Channel.WEBFORM,
                value(WebFormField.SUBMISSION_ID),
                value(WebFormField.INN),
                value(WebFormField.COMPANY_NAME),
                value(WebFormField.CONTACT_NAME),
                value(WebFormField.PHONE),
                value(WebFormField.EMAIL),
                value(WebFormField.PRODUCT),
                value(WebFormField.OBJECT),
                value(WebFormField.RISKS),
                value(WebFormField.SUM_INSURED),
                value(WebFormField.STARTS_ON),
                null,
                value(WebFormField.TEXT),
                isYes(consent),
                problems,
                raw,
                List.of(),
                List.of(),
                null,
                new Consented(
                        version(value(WebFormField.CONSENT_VERSION)), isYes(value(WebFormField.CONSENT_MARKETING))));
    }

    private static boolean isYes(String value) {
        return value != null && YES.contains(value.strip().toLowerCase(Locale.ROOT));
    }

    /** What is no number says nothing: the lead is kept, and the newest text counts. */
    private static Integer version(String value) {
        return value != null && value.strip().matches("\\d{1,4}") ? Integer.valueOf(value.strip()) : null;
    }

    private String value(WebFormField field) {
        String value = values.get(field);
        // PostgreSQL stores no NUL characters.
        return value == null || value.isBlank() ? null : value.replace("\u0000", "");
    }
}
