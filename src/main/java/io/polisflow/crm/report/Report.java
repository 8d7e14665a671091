package io.polisflow.crm.report;

import java.util.List;

/** One subject of reporting. */
public interface Report {

    /** @return the last part of its address */
    String code();

    String title();

    /** @return what is counted and how, in a sentence or two for the reader */
    String explanation();

    /** @return the first one is shown unasked */
    List<Breakdown> breakdowns();

    /** Whether the lead source of a deal can narrow it. */
    default boolean narrowedBySource() {
        return true;
    }

    /** Whether the product of a deal can narrow it. */
    default boolean narrowedByProduct() {
        return true;
    }

    /** @throws IllegalArgumentException when it cannot be broken down so */
    ReportTable read(ReportFilter filter, Breakdown by);
}
