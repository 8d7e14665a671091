package io.polisflow.crm.knowledge;

import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;

/** An answer to what clients object, written by people for people. */
@Entity
public class KnowledgeArticle {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    private String title;
    private String body;
    private String tags;
    private String productCode;
    private String category;
    private boolean active = true;
    private String author;
    private Instant updatedAt;

    @Version
    private int lockVersion;

    protected KnowledgeArticle() {}

    static KnowledgeArticle empty() {
        return new KnowledgeArticle();
    }

    void write(
            String title, String body, String tags, String productCode, String category, String author, Instant now) {
        this.title = title;
        this.body = body;
        this.tags = tags;
        this.productCode = productCode;
        this.category = category;
        this.author = author;
        this.updatedAt = now;
    }

    void offer(boolean nowActive) {
        active = nowActive;
    }

    public Long id() {
        return id;
    }

    public String title() {
        return title;
    }

    public String body() {
        return body;
    }

    /** @return never null */
    public List<String> tags() {
        return Arrays.stream(tags.split(","))
                .map(String::strip)
                .filter(tag -> !tag.isEmpty())
                .toList();
    }

    /** @return the product that it is about, or null when it serves all */
    public String productCode() {
        return productCode;
    }

    /** @return code of the dictionary of objection categories, or null */
    public String category() {
        return category;
    }

    /** @return whether searches offer it */
    public boolean active() {
        return active;
    }

    /** @return who wrote it last, or null for what came with the program */
    public String author() {
        return author;
    }

    public Instant updatedAt() {
        return updatedAt;
    }

    /** @return to be handed back with a change, so that nobody overwrites another's unseen */
    public int version() {
        return lockVersion;
    }
}
