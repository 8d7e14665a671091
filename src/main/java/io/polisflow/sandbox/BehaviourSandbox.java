package io.polisflow.sandbox;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import org.springframework.context.annotation.Profile;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The switch by which a person or a test takes a simulated system down, makes it slow or makes it talk nonsense. */
@RestController
@RequestMapping("/sandbox/{system}/behaviour")
@Profile("sandbox & !production")
class BehaviourSandbox {

    private final Behaviours behaviours;
    private final ObjectMapper json;

    BehaviourSandbox(Behaviours behaviours, ObjectMapper json) {
        this.behaviours = behaviours;
        this.json = json;
    }

    record Behaviour(String system, Mode mode) {}

    @GetMapping
    ResponseEntity<Object> show(@PathVariable String system) {
        if (!Behaviours.SYSTEMS.contains(system)) {
            return unknown(system);
        }
        return ResponseEntity.ok(new Behaviour(system, behaviours.of(system)));
    }

    @PostMapping
    ResponseEntity<Object> change(@PathVariable String system, @RequestBody(required = false) byte[] body) {
        if (!Behaviours.SYSTEMS.contains(system)) {
            return unknown(system);
        }
        return Mode.parse(modeIn(body))
                .map(mode -> {
                    behaviours.set(system, mode);
                    return ResponseEntity.<Object>ok(new Behaviour(system, mode));
                })
                .orElseGet(() -> problem(
                        HttpStatus.BAD_REQUEST,
                        "Неизвестное поведение",
                        "Поле «mode» должно быть одним из: ok, down, slow, garbage."));
    }

    private String modeIn(byte[] body) {
        if (body == null) {
            return "";
        }
        try {
            JsonNode mode =
                    json.readTree(new String(body, StandardCharsets.UTF_8)).path("mode");
            return mode.isTextual() ? mode.textValue() : "";
        } catch (JsonProcessingException e) {
            return "";
        }
    }

    private static ResponseEntity<Object> unknown(String system) {
        return problem(
                HttpStatus.NOT_FOUND,
                "Неизвестная система",
                "Песочница не имитирует систему «" + system + "»; есть: " + String.join(", ", Behaviours.SYSTEMS)
                        + ".");
    }

    private static ResponseEntity<Object> problem(HttpStatus status, String title, String detail) {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, detail);
        problem.setTitle(title);
        return ResponseEntity.status(status).body(problem);
    }
}
