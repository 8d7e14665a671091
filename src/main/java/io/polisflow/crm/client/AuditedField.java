package io.polisflow.crm.client;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** The fields of a client and of its contacts whose changes are kept: the audit trail stores the names, the card shows the labels. */
public enum AuditedField {
    NAME(CardField.NAME),
    FULL_NAME(CardField.FULL_NAME),
    KPP(CardField.KPP),
    OGRN(CardField.OGRN),
    ADDRESS(CardField.ADDRESS),
    OKVED(CardField.OKVED),
    OKVED_NAME(CardField.OKVED_NAME),
    HEAD_NAME(CardField.HEAD_NAME),
    HEAD_POSITION(CardField.HEAD_POSITION),
    REGISTRATION_DATE(CardField.REGISTRATION_DATE),
    SME(CardField.SME),
    COMPANY_SIZE(CardField.COMPANY_SIZE),
    INN("ИНН"),
    OWNER("Менеджер"),
    REGISTRY_STATUS("Состояние в реестре"),
    RELIABILITY("Благонадёжность"),
    RELIABILITY_COMMENT("Почему"),
    CONTACT_NAME(ContactField.NAME),
    CONTACT_POSITION(ContactField.POSITION),
    CONTACT_ROLE(ContactField.ROLE),
    CONTACT_PHONE(ContactField.PHONE),
    CONTACT_EMAIL(ContactField.EMAIL),
    CONTACT_COLD(ContactField.COLD),
    CONTACT_REMOVED("В карточке"),
    CONTACT_WRONG("Не тот человек"),
    CONTACT_UNDELIVERABLE("Письма не доходят");

    private final String label;
    private final EditableField editable;

    AuditedField(EditableField field) {
        this.label = field.label();
        this.editable = field;
    }

    AuditedField(String label) {
        this.label = label;
        this.editable = null;
    }

    public String label() {
        return label;
    }

    static AuditedField of(EditableField field) {
        return Arrays.stream(values())
                .filter(audited -> audited.editable == field)
                .findFirst()
                .orElseThrow();
    }

    /** @return the field of the card, empty when people do not type it there */
    Optional<CardField> cardField() {
        return editable instanceof CardField field ? Optional.of(field) : Optional.empty();
    }

    static Map<AuditedField, String> of(Client client) {
        Map<AuditedField, String> values = new EnumMap<>(AuditedField.class);
        for (CardField field : CardField.values()) {
            values.put(of(field), field.shown(client.value(field)));
        }
        values.put(INN, client.inn());
        values.put(OWNER, client.owner());
        values.put(
                REGISTRY_STATUS,
                client.registryStatus() == null ? null : client.registryStatus().label());
        values.put(RELIABILITY, client.reliability().label());
        values.put(RELIABILITY_COMMENT, client.reliabilityComment());
        return values;
    }

    static Map<AuditedField, String> of(Contact contact) {
        Map<AuditedField, String> values = new EnumMap<>(AuditedField.class);
        for (ContactField field : ContactField.values()) {
            values.put(of(field), field.shown(contact.value(field)));
        }
        values.put(CONTACT_REMOVED, contact.removed() ? "нет" : "да");
        values.put(CONTACT_WRONG, contact.wrongNote());
        values.put(CONTACT_UNDELIVERABLE, contact.undeliverableNote());
        return values;
    }
}
