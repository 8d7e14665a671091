package io.polisflow.crm.client;

import jakarta.persistence.Column;
import jakarta.persistence.Embeddable;
import java.time.Instant;

/**
 * Where the value of one field of a card came from, and what the registry says instead when that differs.
 *
 * @param source as the screen names it: «Контур.Фокус», «ввёл Иван Иванов»
 * @param enteredBy user id of the person who typed it, or null
 * @param otherValue the registry's differing value, or null
 * @param otherDismissed whether a person has seen that value and kept their own
 */
@Embeddable
public record FieldOrigin(
        String source,
        String enteredBy,
        Instant asOf,
        String otherValue,
        String otherSource,
        Instant otherAsOf,
        @Column(name = "other_dismissed") boolean otherDismissed) {

    private static final String FROM_REQUEST = "из обращения клиента";

    static FieldOrigin told(String source, Instant asOf) {
        return new FieldOrigin(source, null, asOf, null, null, null, false);
    }

    static FieldOrigin fromRequest(Instant asOf) {
        return told(FROM_REQUEST, asOf);
    }

    static FieldOrigin entered(Editor editor, Instant asOf) {
        return new FieldOrigin("ввёл " + editor.name(), editor.userId(), asOf, null, null, null, false);
    }

    /** Who types into a card. */
    public record Editor(String userId, String name) {}

    boolean entered() {
        return enteredBy != null;
    }

    /** Whether a registry told it. */
    boolean told() {
        return !entered() && !source.equals(FROM_REQUEST);
    }

    /** Whether the registry says otherwise and nobody has decided yet. */
    public boolean open() {
        return otherValue != null && !otherDismissed;
    }

    FieldOrigin against(String value, String source, Instant asOf, boolean dismissed) {
        return new FieldOrigin(this.source, enteredBy, this.asOf, value, source, asOf, dismissed);
    }

    FieldOrigin agreed() {
        return new FieldOrigin(source, enteredBy, asOf, null, null, null, false);
    }
}
