package io.polisflow.crm.funnel;

import io.polisflow.crm.deal.Stage;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.time.Instant;

/** How often deals of a stage are won, as one revision of the scale has it; it never changes, the next revision takes its place. */
@Entity
class StageProbability {

    @Id
    private Long id;

    private int revision;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private int percent;

    @Column(name = "at_")
    private Instant at;

    private String author;

    protected StageProbability() {}

    int revision() {
        return revision;
    }

    Stage stage() {
        return stage;
    }

    int percent() {
        return percent;
    }

    Instant at() {
        return at;
    }

    String author() {
        return author;
    }
}
