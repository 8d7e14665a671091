package io.polisflow.crm.journal;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.Id;
import jakarta.persistence.SequenceGenerator;
import java.time.Instant;

/** One line of a deal's history: who did what, when, and in which step of which model version. */
@Entity
public class JournalEntry {

    @Id
    @GeneratedValue(generator = "id_seq")
    @SequenceGenerator(name = "id_seq", sequenceName = "id_seq")
    private Long id;

    @Column(name = "at_")
    private Instant at;

    private String dealNumber;
    private String actor;
    private String text;
    private String processKey;
    private Integer processVersion;
    private String activityId;
    private String activityName;

    protected JournalEntry() {}

    JournalEntry(Instant at, String dealNumber, String text, CurrentStep.Step step) {
        this.at = at;
        this.dealNumber = dealNumber;
        this.text = text.length() > 4000 ? text.substring(0, 4000) : text;
        if (step != null) {
            this.actor = step.user();
            this.processKey = step.processKey();
            this.processVersion = step.processKey() == null ? null : step.version();
            this.activityId = step.activityId();
            this.activityName = step.activityName();
        }
    }

    public Instant at() {
        return at;
    }

    public String text() {
        return text;
    }

    /** @return the user's id, or null when the system acted */
    public String actor() {
        return actor;
    }

    /** @return null outside of a process */
    public String processKey() {
        return processKey;
    }

    public Integer processVersion() {
        return processVersion;
    }

    public String activityId() {
        return activityId;
    }

    public String activityName() {
        return activityName;
    }
}
