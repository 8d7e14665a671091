package io.polisflow.web.sla;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import javax.xml.stream.XMLStreamException;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;

/** The files in which the events of work leave the house, written event by event and never held as a whole. */
enum EventFile {
    XES("xes", "XES (IEEE 1849)", "application/xml;charset=UTF-8") {
        @Override
        Writer writer(OutputStream out) throws IOException {
            try {
                return new XesWriter(out);
            } catch (XMLStreamException e) {
                throw new IOException(e);
            }
        }
    },
    CSV("csv", "CSV", "text/csv;charset=UTF-8") {
        @Override
        Writer writer(OutputStream out) throws IOException {
            return new EventTable(out);
        }
    };

    private final String code;
    private final String label;
    private final String mediaType;

    EventFile(String code, String label, String mediaType) {
        this.code = code;
        this.label = label;
        this.mediaType = mediaType;
    }

    /** Takes events case by case; closing ends the file and leaves the stream open. */
    interface Writer extends AutoCloseable {

        /** @throws UncheckedIOException when whoever asked has gone */
        void write(MinedEvent event);

        @Override
        void close() throws IOException;
    }

    abstract Writer writer(OutputStream out) throws IOException;

    static Optional<EventFile> of(String code) {
        return Arrays.stream(values()).filter(file -> file.code.equals(code)).findFirst();
    }

    String code() {
        return code;
    }

    String label() {
        return label;
    }

    /** Tells the browser to keep the answer as a file of that name. */
    void announce(HttpServletResponse response, String name) {
        response.setContentType(mediaType);
        response.setHeader(
                HttpHeaders.CONTENT_DISPOSITION,
                ContentDisposition.attachment()
                        .filename(name + "." + code, StandardCharsets.UTF_8)
                        .build()
                        .toString());
    }
}
