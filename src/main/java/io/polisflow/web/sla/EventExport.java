package io.polisflow.web.sla;

import io.polisflow.crm.worklog.WorkExport;
import io.polisflow.crm.worklog.WorkExport.Asked;
import io.polisflow.crm.worklog.WorkNames;
import io.polisflow.security.CurrentUser;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Sends the events of a period to whoever may have them, and notes who took them. */
@Service
class EventExport {

    private final WorkExport export;
    private final WorkNames names;
    private final CurrentUser user;
    private final Clock clock;

    EventExport(WorkExport export, WorkNames names, CurrentUser user, Clock clock) {
        this.export = export;
        this.names = names;
        this.user = user;
        this.clock = clock;
    }

    /** @throws ResponseStatusException 400 when there is no such format, period or date; nothing was sent and nothing noted then */
    void send(String format, LocalDate from, LocalDate to, List<String> processes, HttpServletResponse response)
            throws IOException {
        EventFile file = EventFile.of(format)
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.BAD_REQUEST, "Формат — xes или csv"));
        Asked asked;
        try {
            asked = new Asked(from, to, processes == null ? List.of() : processes);
        } catch (IllegalArgumentException e) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, e.getMessage(), e);
        }
        export.note(user.id(), file.code(), asked);
        Map<String, String> labels = names.processes();
        file.announce(response, "events " + from + " — " + to);
        try (EventFile.Writer writer = file.writer(response.getOutputStream())) {
            export.each(asked, (caseId, entry) -> MinedEvent.of(caseId, entry, labels, clock)
                    .forEach(writer::write));
        }
    }
}
