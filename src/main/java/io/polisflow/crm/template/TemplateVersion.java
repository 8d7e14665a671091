package io.polisflow.crm.template;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.time.Instant;

/** One wording of a letter or document that a person wrote; it never changes, the next one takes its place. */
@Entity
public class TemplateVersion {

    @Id
    private Long id;

    private String template;
    private int number;
    private String subject;
    private String body;

    @Column(name = "at_")
    private Instant at;

    private String author;
    private String note;

    protected TemplateVersion() {}

    /** @return from 1; 0 is the wording that came with the system */
    public int number() {
        return number;
    }

    public Wording wording() {
        return new Wording(subject, body);
    }

    public Instant at() {
        return at;
    }

    /** @return the user's id */
    public String author() {
        return author;
    }

    /** @return what was changed in the author's words, or null */
    public String note() {
        return note;
    }
}
