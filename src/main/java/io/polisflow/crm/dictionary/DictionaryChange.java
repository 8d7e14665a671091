package io.polisflow.crm.dictionary;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One line of the record of who changed which choice of a dictionary. */
@Entity
public class DictionaryChange {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @Column(name = "at_")
    private Instant at;

    private String actor;

    @Enumerated(EnumType.STRING)
    private Dictionary dictionary;

    private String code;
    private String text;

    protected DictionaryChange() {}

    DictionaryChange(Instant at, String actor, Dictionary dictionary, String code, String text) {
        this.at = at;
        this.actor = actor;
        this.dictionary = dictionary;
        this.code = code;
        this.text = text;
    }

    public Instant at() {
        return at;
    }

    /** @return the user's id */
    public String actor() {
        return actor;
    }

    public Dictionary dictionary() {
        return dictionary;
    }

    public String code() {
        return code;
    }

    /** @return Russian, past tense */
    public String text() {
        return text;
    }
}
