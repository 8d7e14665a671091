package io.polisflow.web.sla;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.worklog.WorkExport;
import io.polisflow.crm.worklog.WorkNames;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The form by which the events of work leave the house, with who took which before. */
@Controller
class EventExportController {

    private static final int SHOWN = 20;
    private static final int DAYS = 30;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm");

    private final EventExport files;
    private final WorkExport export;
    private final WorkNames names;
    private final Staff staff;
    private final Clock clock;

    EventExportController(EventExport files, WorkExport export, WorkNames names, Staff staff, Clock clock) {
        this.files = files;
        this.export = export;
        this.names = names;
        this.staff = staff;
        this.clock = clock;
    }

    record Choice(String code, String label) {}

    record Line(String at, String who, String format, String period, String processes) {}

    record Page(LocalDate from, LocalDate to, List<Choice> processes, List<Choice> formats, List<Line> taken) {}

    @GetMapping("/crm/deadlines/export")
    String form(Model model) {
        LocalDate today = LocalDate.now(clock);
        Map<String, String> labels = names.processes();
        model.addAttribute(
                "export",
                new Page(
                        today.minusDays(DAYS),
                        today,
                        labels.entrySet().stream()
                                .map(name -> new Choice(name.getKey(), name.getValue()))
                                .sorted(Comparator.comparing(Choice::label))
                                .toList(),
                        Stream.of(EventFile.values())
                                .map(file -> new Choice(file.code(), file.label()))
                                .toList(),
                        export.latest(SHOWN).stream()
                                .map(taken -> line(taken, labels))
                                .toList()));
        return "sla/export";
    }

    private Line line(WorkExport.Taken taken, Map<String, String> labels) {
        String processes = taken.processes().stream()
                .map(key -> labels.getOrDefault(key, key))
                .collect(Collectors.joining(", "));
        return new Line(
                MOMENT.format(taken.at().atZone(clock.getZone())),
                staff.nameOf(taken.actor()),
                EventFile.of(taken.format()).map(EventFile::label).orElse(taken.format()),
                DAY.format(taken.from()) + " — " + DAY.format(taken.to()),
                processes.isEmpty() ? "Все" : processes);
    }

    @GetMapping("/crm/deadlines/export/file")
    void file(
            @RequestParam String format,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate from,
            @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate to,
            @RequestParam(required = false) List<String> process,
            HttpServletResponse response)
            throws IOException {
        files.send(format, from, to, process, response);
    }
}
