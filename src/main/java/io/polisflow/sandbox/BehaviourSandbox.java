package io.polisflow.sandbox;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch by which a person or a test takes a simulated system down, makes it slow, err or talk nonsense. */
@RestController
@RequestMapping("/sandbox")
@Profile("sandbox & !production")
class BehaviourSandbox {

    private final Behaviours behaviours;
    private final BehaviourReader reader;

    BehaviourSandbox(Behaviours behaviours, ObjectMapper json) {
        this.behaviours = behaviours;
        this.reader = new BehaviourReader(json);
    }

    /** @param left calls or seconds, whichever the limit counts */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Shown(String system, @JsonUnwrapped Behaviour behaviour, Integer left) {}

    @GetMapping("/behaviour")
    List<Shown> all() {
        return Behaviours.SYSTEMS.stream().map(this::shown).toList();
    }

    /** Everything is well again. */
    @DeleteMapping("/behaviour")
    List<Shown> reset() {
        Behaviours.SYSTEMS.forEach(system -> behaviours.set(system, Behaviour.WELL));
        return all();
    }

    @GetMapping("/{system}/behaviour")
    ResponseEntity<Object> show(@PathVariable String system) {
        return Behaviours.SYSTEMS.contains(system) ? ResponseEntity.ok(shown(system)) : unknown(system);
    }

    @PostMapping("/{system}/behaviour")
    ResponseEntity<Object> change(@PathVariable String system, @RequestBody(required = false) byte[] body) {
        if (!Behaviours.SYSTEMS.contains(system)) {
            return unknown(system);
        }
        try {
            behaviours.set(system, reader.read(system, body));
        } catch (BehaviourReader.Wrong e) {
            ProblemDetail problem = ProblemDetail.forStatusAndDetail(HttpStatus.BAD_REQUEST, e.getMessage());
            problem.setTitle("Неизвестное поведение");
            problem.setProperty("field", e.field());
            return ResponseEntity.badRequest()
                    .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                    .body(problem);
        }
        return ResponseEntity.ok(shown(system));
    }

    private Shown shown(String system) {
        Behaviours.Now now = behaviours.now(system);
        return new Shown(system, now.behaviour(), now.left());
    }

    private static ResponseEntity<Object> unknown(String system) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND,
                "Песочница не имитирует систему «" + system + "»; есть: " + String.join(", ", Behaviours.SYSTEMS)
                        + ".");
        problem.setTitle("Неизвестная система");
        return ResponseEntity.status(HttpStatus.NOT_FOUND)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(problem);
    }
}
