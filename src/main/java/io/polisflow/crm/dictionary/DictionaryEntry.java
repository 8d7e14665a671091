package io.polisflow.crm.dictionary;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EmbeddedId;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.io.Serializable;

/** One choice of a dictionary; records keep its code, so the label may be reworded and an inactive one stays readable. */
@Entity
public class DictionaryEntry {

    @EmbeddedId
    private Key key;

    private String label;
    private int position;
    private boolean active;

    protected DictionaryEntry() {}

    DictionaryEntry(Dictionary dictionary, String code, String label, int position) {
        this.key = new Key(dictionary, code);
        this.label = label;
        this.position = position;
        this.active = true;
    }

    @Embeddable
    record Key(@Enumerated(EnumType.STRING) Dictionary dictionary, String code) implements Serializable {}

    void rename(String newLabel) {
        label = newLabel;
    }

    void moveTo(int newPosition) {
        position = newPosition;
    }

    void activate(boolean nowActive) {
        active = nowActive;
    }

    public String code() {
        return key.code();
    }

    public String label() {
        return label;
    }

    public int position() {
        return position;
    }

    public boolean active() {
        return active;
    }
}
