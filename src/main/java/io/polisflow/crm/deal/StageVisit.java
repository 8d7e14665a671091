package io.polisflow.crm.deal;

import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.SequenceGenerator;
import jakarta.persistence.Table;
import java.time.Duration;
import java.time.Instant;

/** One stay of a deal at a stage: what reports of conversion and of time in stage count. */
@Entity
@Table(name = "deal_stage_visit")
public class StageVisit {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    private Deal deal;

    @Enumerated(EnumType.STRING)
    private Stage stage;

    private Instant enteredAt;
    private Instant leftAt;
    private Long seconds;

    protected StageVisit() {}

    StageVisit(Deal deal) {
        this.deal = deal;
        this.stage = deal.stage();
        this.enteredAt = deal.stageSince();
    }

    void leave(Instant now) {
        leftAt = now;
        seconds = Duration.between(enteredAt, now).toSeconds();
    }

    Stage stage() {
        return stage;
    }

    Instant enteredAt() {
        return enteredAt;
    }
}
