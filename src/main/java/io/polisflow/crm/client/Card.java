package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.FieldOrigin.Editor;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Changes a client's fields so that nothing a person typed is overwritten without their decision.
 *
 * @param origins of the fields that are not simply the registry's last answer
 */
record Card(Client client, Map<CardField, FieldOrigin> origins) {

    /** How a card is called until somebody tells the name. */
    static final String UNNAMED = "ИНН ";

    /** The registry tells a value: it fills what nobody typed and stands beside what somebody did. */
    void hear(CardField field, String told, String source, Instant asOf) {
        FieldOrigin origin = origins.get(field);
        String own = client.value(field);
        if (origin == null || !origin.entered() || own == null) {
            client.write(field, told);
            origins.remove(field);
        } else if (field.same(own, told)) {
            origins.put(field, origin.agreed());
        } else {
            boolean seenBefore = origin.otherDismissed() && told.equals(origin.otherValue());
            origins.put(field, origin.against(told, source, asOf, seenBefore));
        }
    }

    /** The next answer's date must not stand beside a value that only an earlier answer told. */
    void keepOlderOrigin(CardField field) {
        if (!origins.containsKey(field)) {
            origin(field).ifPresent(origin -> origins.put(field, origin));
        }
    }

    /**
     * Writes what a person typed, unless it is what the card says already.
     *
     * @param text null clears the field
     * @return whether the card has changed
     * @throws RefusedException when the value cannot be right
     */
    boolean enter(CardField field, String text, Editor editor, Instant now) {
        String typed = field.checked(text);
        String before = client.value(field);
        if (Objects.equals(typed, before)) {
            return false;
        }
        if (field == CardField.KPP && client.isBranch()) {
            throw new RefusedException(field.key(), "КПП филиала не меняют: по нему ведётся карточка");
        }
        FieldOrigin former = origin(field).orElse(null);
        client.write(field, typed);
        FieldOrigin entered = FieldOrigin.entered(editor, now);
        if (former != null && former.otherValue() != null && !field.same(typed, former.otherValue())) {
            entered = entered.against(former.otherValue(), former.otherSource(), former.otherAsOf(), true);
        } else if (former != null && former.told() && before != null && !field.same(typed, before)) {
            entered = entered.against(before, former.source(), former.asOf(), true);
        }
        origins.put(field, entered);
        return true;
    }

    boolean decide(CardField field, boolean take) {
        FieldOrigin origin = origins.get(field);
        if (origin == null || !origin.open()) {
            return false;
        }
        if (take) {
            client.write(field, origin.otherValue());
            origins.put(field, FieldOrigin.told(origin.otherSource(), origin.otherAsOf()));
        } else {
            origins.put(field, origin.against(origin.otherValue(), origin.otherSource(), origin.otherAsOf(), true));
        }
        return true;
    }

    Optional<FieldOrigin> origin(CardField field) {
        FieldOrigin own = origins.get(field);
        String value = client.value(field);
        if (own != null) {
            return Optional.of(own);
        }
        if (value == null || field == CardField.NAME && value.equals(UNNAMED + client.inn())) {
            return Optional.empty();
        }
        return Optional.of(
                client.requisitesState() == Client.RequisitesState.CONFIRMED
                        ? FieldOrigin.told(client.requisitesSource(), client.requisitesAsOf())
                        : FieldOrigin.fromRequest(client.createdAt()));
    }
}
