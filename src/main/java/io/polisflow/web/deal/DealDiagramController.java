package io.polisflow.web.deal;

import io.polisflow.process.models.DealDiagram;
import io.polisflow.process.models.DealDiagram.Run;
import io.polisflow.process.models.DealDiagram.State;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.context.request.WebRequest;

/** The card «Схема сделки», which the deal's page fetches when somebody opens it and again while it is looked at. */
@Controller
class DealDiagramController {

    private final DealDiagramPages pages;

    DealDiagramController(DealDiagramPages pages) {
        this.pages = pages;
    }

    @GetMapping("/crm/deals/{number}/diagram")
    String diagram(
            @PathVariable String number, @RequestParam(required = false) String run, WebRequest request, Model model) {
        DealDiagram diagram = pages.diagram(number, run);
        if (request.checkNotModified(DealDiagramPages.version(diagram))) {
            return null;
        }
        model.addAttribute("diagram", diagram);
        model.addAttribute("runs", byProcess(diagram.runs()));
        model.addAttribute("callers", callers(diagram));
        return "crm/deal/diagram :: diagram";
    }

    private static List<Process> byProcess(List<Run> runs) {
        Map<String, List<Run>> byKey =
                runs.stream().collect(Collectors.groupingBy(Run::process, LinkedHashMap::new, Collectors.toList()));
        return byKey.values().stream().map(Process::new).toList();
    }

    /** The way down from the outermost run to the shown one, without it. */
    private static Deque<Run> callers(DealDiagram diagram) {
        Map<String, Run> byId = diagram.runs().stream().collect(Collectors.toMap(Run::id, run -> run));
        Deque<Run> callers = new ArrayDeque<>();
        Run run = diagram.shown();
        while (run != null && run.caller() != null) {
            run = byId.get(run.caller());
            callers.addFirst(run);
        }
        return callers;
    }

    /** All runs of one model; the newest gives the name. */
    record Process(List<Run> runs) {

        public Run latest() {
            return runs.get(runs.size() - 1);
        }

        public boolean has(Run shown) {
            return runs.contains(shown);
        }

        /** What still goes on comes before what is paused, and that before what is over. */
        public State state() {
            return runs.stream().map(Run::state).min(Comparator.naturalOrder()).orElseThrow();
        }
    }
}
