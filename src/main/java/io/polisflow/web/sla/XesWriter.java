package io.polisflow.web.sla;

import io.polisflow.crm.worklog.WorkEvent;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes events as IEEE 1849-2016 orders it: a log of traces, with the extensions concept, lifecycle, organizational and time. */
final class XesWriter implements EventFile.Writer {

    private static final String DATE = "date";
    private static final String STRING = "string";
    private static final String INT = "int";

    private final XMLStreamWriter xml;
    private String trace;

    XesWriter(OutputStream out) throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(out, "UTF-8");
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("log");
        xml.writeAttribute("xes.version", "1849.2016");
        xml.writeAttribute("xes.features", "");
        extension("Concept", "concept");
        extension("Lifecycle", "lifecycle");
        extension("Organizational", "org");
        extension("Time", "time");
        global("trace", false);
        global("event", true);
        classifier("Activity", "concept:name");
        classifier("Activity_and_transition", "concept:name lifecycle:transition");
        attribute(STRING, "lifecycle:model", "standard");
    }

    private void extension(String name, String prefix) throws XMLStreamException {
        xml.writeEmptyElement("extension");
        xml.writeAttribute("name", name);
        xml.writeAttribute("prefix", prefix);
        xml.writeAttribute("uri", "http://www.xes-standard.org/" + prefix + ".xesext");
    }

    private void global(String scope, boolean event) throws XMLStreamException {
        xml.writeStartElement("global");
        xml.writeAttribute("scope", scope);
        attribute(STRING, "concept:name", "unknown");
        if (event) {
            attribute(STRING, "lifecycle:transition", "unknown");
            attribute(DATE, "time:timestamp", Instant.EPOCH.atOffset(ZoneOffset.UTC));
        }
        xml.writeEndElement();
    }

    private void classifier(String name, String keys) throws XMLStreamException {
        xml.writeEmptyElement("classifier");
        xml.writeAttribute("name", name);
        xml.writeAttribute("scope", "event");
        xml.writeAttribute("keys", keys);
    }

    @Override
    public void write(MinedEvent mined) {
        try {
            if (!mined.caseId().equals(trace)) {
                startTrace(mined);
            }
            event(mined);
        } catch (XMLStreamException e) {
            throw new UncheckedIOException(new IOException(e));
        }
    }

    private void startTrace(MinedEvent first) throws XMLStreamException {
        endTrace();
        trace = first.caseId();
        xml.writeStartElement("trace");
        attribute(STRING, "concept:name", trace);
        WorkEvent.Deal deal = first.entry().event().deal();
        attribute(INT, "client", deal == null ? null : deal.client());
    }

    private void endTrace() throws XMLStreamException {
        if (trace != null) {
            xml.writeEndElement();
        }
    }

    private void event(MinedEvent mined) throws XMLStreamException {
        WorkEvent event = mined.entry().event();
        xml.writeStartElement("event");
        attribute(STRING, "concept:name", mined.activity());
        attribute(STRING, "lifecycle:transition", mined.transition());
        attribute(DATE, "time:timestamp", mined.at());
        attribute(STRING, "org:resource", mined.resource());
        attribute(STRING, "org:group", event.group());
        if (event.step() != null) {
            attribute(STRING, "concept:instance", event.step().passage());
            attribute(STRING, "element", event.step().element());
            attribute(STRING, "elementType", event.step().type());
        }
        if (event.model() != null) {
            attribute(STRING, "process", event.model().process());
            attribute(INT, "modelVersion", event.model().version());
        }
        attribute(STRING, "kind", event.kind());
        attribute(STRING, "stage", event.deal() == null ? null : event.deal().stage());
        attribute(STRING, "actor", event.actor());
        if (event.span() != null) {
            attribute(DATE, "began", at(event.span().began(), mined.at()));
            attribute(DATE, "due", at(event.span().due(), mined.at()));
        }
        xml.writeEndElement();
    }

    private static OffsetDateTime at(Instant moment, OffsetDateTime inZoneOf) {
        return moment == null ? null : moment.atOffset(inZoneOf.getOffset());
    }

    /** Nothing is written of what is not known. */
    private void attribute(String type, String key, Object value) throws XMLStreamException {
        if (value != null) {
            xml.writeEmptyElement(type);
            xml.writeAttribute("key", key);
            xml.writeAttribute("value", written(value));
        }
    }

    /** XML has no place for most control characters, and a name may hold them. */
    private static String written(Object value) {
        // A moment's own text leaves out seconds that are none, which XML wants.
        String text = value instanceof OffsetDateTime moment
                ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(moment)
                : value.toString();
        return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", " ");
    }

    @Override
    public void close() throws IOException {
        try {
            endTrace();
            xml.writeEndElement();
            xml.writeEndDocument();
            xml.flush();
        } catch (XMLStreamException e) {
            throw new IOException(e);
        }
    }
}
