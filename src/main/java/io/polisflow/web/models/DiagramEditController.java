package io.polisflow.web.models;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.models.draft.ModelDifferences;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import io.polisflow.web.models.DraftEditing.Opened;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** A model of a draft, drawn on a page; the drawing comes as the modeler writes it. */
@Controller
@RequestMapping("/crm/models/drafts/{id}/diagram")
class DiagramEditController {

    /** One byte more than a draft takes, so that it says what is too large. */
    private static final int MOST_READ = 1_000_001;

    private static final String BPMN = ".bpmn";

    private final DraftEditing editing;
    private final ModelDifferences differences;
    private final FileTitles titles;
    private final CurrentUser user;

    DiagramEditController(DraftEditing editing, ModelDifferences differences, FileTitles titles, CurrentUser user) {
        this.editing = editing;
        this.differences = differences;
        this.titles = titles;
        this.user = user;
    }

    /** @param version and @param basis what the next saving has to name */
    record Saved(int version, String basis, String said) {}

    @GetMapping
    String show(@PathVariable long id, @RequestParam String path, Model model) {
        Opened opened = editing.open(id, path, EditedKind.DIAGRAM);
        String forms = "forms/" + stem(path) + "/";
        model.addAttribute("file", opened.file());
        model.addAttribute(
                "groups",
                Arrays.stream(UserGroup.values())
                        .collect(Collectors.toMap(
                                UserGroup::id, UserGroup::title, (one, other) -> one, LinkedHashMap::new)));
        model.addAttribute("processes", titles(opened.whole(), BPMN));
        model.addAttribute("decisions", titles(opened.whole(), ".dmn"));
        model.addAttribute(
                "forms",
                opened.whole().stream()
                        .filter(file -> file.path().startsWith(forms))
                        .map(file -> stem(path) + "-" + stem(file.path()))
                        .toList());
        return "models/edit-diagram";
    }

    @PostMapping(consumes = MediaType.APPLICATION_XML_VALUE, produces = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Saved> save(
            @PathVariable long id,
            @RequestParam int version,
            @RequestParam String basis,
            @RequestParam String path,
            HttpServletRequest request)
            throws IOException {
        byte[] drawn = request.getInputStream().readNBytes(MOST_READ);
        editing.open(id, path, EditedKind.DIAGRAM);
        try {
            String said = editing.keep(id, version, basis, path, there -> meant(path, there, drawn), user.id());
            return answer(HttpStatus.OK, id, path, said);
        } catch (RefusedException refusal) {
            HttpStatus status = refusal instanceof ConflictException ? HttpStatus.CONFLICT : HttpStatus.BAD_REQUEST;
            return answer(status, id, path, refusal.getMessage());
        }
    }

    /** The modeler writes files in its own manner: what means the same is no change. */
    private byte[] meant(String path, byte[] there, byte[] drawn) {
        Map<String, ModelFile> before = Map.of(path, new ModelFile(path, there));
        boolean same = differences.between(before, List.of(new ModelFile(path, drawn))).stream()
                .allMatch(difference -> difference.isEmpty());
        return same ? there : drawn;
    }

    private ResponseEntity<Saved> answer(HttpStatus status, long id, String path, String said) {
        EditedFile now = editing.open(id, path, EditedKind.DIAGRAM).file();
        return ResponseEntity.status(status).body(new Saved(now.version(), now.basis(), said));
    }

    private Map<String, String> titles(Collection<ModelFile> files, String ending) {
        Map<String, String> names = new LinkedHashMap<>();
        titles.of(files).forEach((path, name) -> {
            if (path.endsWith(ending)) {
                names.put(stem(path), name);
            }
        });
        return names;
    }

    private static String stem(String path) {
        return path.substring(path.lastIndexOf('/') + 1, path.lastIndexOf('.'));
    }
}
