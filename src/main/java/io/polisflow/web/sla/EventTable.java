package io.polisflow.web.sla;

import io.polisflow.crm.worklog.WorkEvent;
import io.polisflow.web.TableFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;

/** Writes events as rows of a table that a Russian spreadsheet opens as well as a tool of process mining; times as ISO 8601. */
final class EventTable implements EventFile.Writer {

    private static final List<String> COLUMNS = List.of(
            "case_id",
            "activity",
            "lifecycle",
            "timestamp",
            "resource",
            "group",
            "kind",
            "process",
            "model_version",
            "instance",
            "passage",
            "element",
            "element_type",
            "deal",
            "client",
            "stage",
            "actor",
            "began",
            "taken",
            "due",
            "took_ms",
            "took_office_ms",
            "waited_ms",
            "waited_office_ms",
            "paused_ms");

    private final TableFormat.Writer rows;

    EventTable(OutputStream out) throws IOException {
        rows = TableFormat.CSV.writer(out, "events");
        rows.row(COLUMNS);
    }

    @Override
    public void write(MinedEvent mined) {
        WorkEvent event = mined.entry().event();
        WorkEvent.Model model = event.model();
        WorkEvent.Step step = event.step();
        WorkEvent.Deal deal = event.deal();
        WorkEvent.Span span = event.span();
        try {
            rows.row(Arrays.asList(
                    mined.caseId(),
                    mined.activity(),
                    mined.transition(),
                    DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(mined.at()),
                    mined.resource(),
                    event.group(),
                    event.kind().name(),
                    model == null ? null : model.process(),
                    model == null ? null : model.version(),
                    model == null ? null : model.instance(),
                    step == null ? null : step.passage(),
                    step == null ? null : step.element(),
                    step == null ? null : step.type(),
                    deal == null ? null : deal.number(),
                    deal == null ? null : deal.client(),
                    deal == null ? null : deal.stage(),
                    event.actor(),
                    span == null ? null : at(span.began(), mined.at()),
                    span == null ? null : at(span.taken(), mined.at()),
                    span == null ? null : at(span.due(), mined.at()),
                    millis(mined.entry().took()),
                    millis(mined.entry().office()),
                    millis(mined.entry().waited()),
                    millis(mined.entry().waitedOffice()),
                    span == null ? null : span.pausedMillis()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String at(Instant moment, OffsetDateTime inZoneOf) {
        return moment == null
                ? null
                : DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment.atOffset(inZoneOf.getOffset()));
    }

    private static Long millis(Duration duration) {
        return duration == null ? null : duration.toMillis();
    }

    @Override
    public void close() throws IOException {
        rows.close();
    }
}
