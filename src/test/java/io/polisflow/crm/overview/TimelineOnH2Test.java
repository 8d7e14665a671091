package io.polisflow.crm.overview;

/** The timeline as on a fresh machine. */
class TimelineOnH2Test extends TimelineTest {}
