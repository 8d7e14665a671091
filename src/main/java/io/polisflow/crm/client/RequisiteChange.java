package io.polisflow.crm.client;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** Something that a client's insurer must hear of and that the registry told otherwise than the time before. */
@Entity
public class RequisiteChange {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private Long clientId;

    @Enumerated(EnumType.STRING)
    private Field field;

    private String oldValue;
    private String newValue;
    private String source;
    private Instant changedAt;

    protected RequisiteChange() {}

    RequisiteChange(Long clientId, Field field, String oldValue, String newValue, String source, Instant changedAt) {
        this.clientId = clientId;
        this.field = field;
        this.oldValue = oldValue;
        this.newValue = newValue;
        this.source = source;
        this.changedAt = changedAt;
    }

    /** What is watched. */
    public enum Field {
        STATUS("Состояние"),
        HEAD("Руководитель"),
        ADDRESS("Адрес");

        private final String label;

        Field(String label) {
            this.label = label;
        }

        public String label() {
            return label;
        }
    }

    public Field field() {
        return field;
    }

    /** @return as people read it */
    public String oldValue() {
        return oldValue;
    }

    /** @return as people read it */
    public String newValue() {
        return newValue;
    }

    /** @return the registry's name */
    public String source() {
        return source;
    }

    /** @return when the registry told it for the first time */
    public Instant changedAt() {
        return changedAt;
    }

    /** @return as a deal's history says it */
    public String sentence() {
        return "%s в реестре: «%s» → «%s» (%s)".formatted(field.label(), oldValue, newValue, source);
    }
}
