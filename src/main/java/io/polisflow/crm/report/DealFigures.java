package io.polisflow.crm.report;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import java.math.BigDecimal;

/** What a deal counts as in reports; {@link FigureKeeper} writes the row, queries name its fields. */
@Entity
class DealFigures {

    @Id
    private Long dealId;

    private String source;
    private String productCode;

    /** Of the newest proposal that is rated, rubles; null before there is one. */
    private BigDecimal premium;

    /** The stage farthest along the funnel, by its position from 0. */
    private int reached;

    private String lostAt;

    protected DealFigures() {}
}
