package io.polisflow.crm.proposal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One line of the record of who changed what of a product. */
@Entity
public class CatalogueChange {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @Column(name = "at_")
    private Instant at;

    private String actor;
    private String productCode;
    private String text;

    protected CatalogueChange() {}

    CatalogueChange(Instant at, String actor, String productCode, String text) {
        this.at = at;
        this.actor = actor;
        this.productCode = productCode;
        this.text = text;
    }

    public Instant at() {
        return at;
    }

    /** @return the user's id */
    public String actor() {
        return actor;
    }

    /** @return Russian: each field that changed with what it was and what it is */
    public String text() {
        return text;
    }
}
