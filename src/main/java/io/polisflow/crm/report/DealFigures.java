package io.polisflow.crm.report;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;

/** What a deal counts as in reports; {@link FigureKeeper} writes the row, queries name its fields. */
@Entity
class DealFigures {

    @Id
    private Long dealId;

    private String source;
    private String productCode;

    /** The stage farthest along the funnel, by its position from 0. */
    private int reached;

    private String lostAt;

    protected DealFigures() {}
}
