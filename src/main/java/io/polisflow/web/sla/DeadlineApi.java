package io.polisflow.web.sla;

import io.polisflow.crm.agenda.VisibleTasks;
import io.polisflow.process.sla.Deadline;
import io.polisflow.process.sla.DeadlineActions;
import io.polisflow.process.sla.DeadlineActions.Offer;
import io.polisflow.process.sla.DeadlineActions.Outcome;
import io.polisflow.process.sla.DeadlineActions.Refusal;
import io.polisflow.process.sla.DeadlineMark;
import io.polisflow.process.sla.Deadlines;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The deadline of one task: how it stands, more time, its clock stopped and started, the task given to somebody else. */
@RestController
@RequestMapping("/api/tasks/{id}/deadline")
@SecurityRequirement(name = "basic")
@Tag(name = "Deadlines")
@ApiResponse(responseCode = "200", description = "How the deadline stands now")
@ApiResponse(
        responseCode = "400",
        description = "A field is missing or wrong; «field» names it",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "403",
        description =
                "Neither a supervisor nor the head of the branch; the clock may also be stopped by whoever has the task",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "404",
        description = "No open task of that id that the signed-on person may see",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "409",
        description = "It does not fit how the deadline stands",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class DeadlineApi {

    private static final String DEFAULT = "срок по умолчанию: в таблице нет строки";

    private final Deadlines deadlines;
    private final DeadlineActions actions;
    private final VisibleTasks visible;
    private final Clock clock;

    DeadlineApi(Deadlines deadlines, DeadlineActions actions, VisibleTasks visible, Clock clock) {
        this.deadlines = deadlines;
        this.actions = actions;
        this.visible = visible;
        this.clock = clock;
    }

    /** @param hours working hours on top */
    record ExtendBody(BigDecimal hours, String reason) {}

    record PauseBody(String reason) {}

    record ReassignBody(String user) {}

    /** @param since since when the clock stands still */
    record Pause(Instant since, String reason, String text) {}

    /**
     * @param state as {@link io.polisflow.process.sla.DeadlineState} names it
     * @param note what is special about it, null for nothing
     * @param takenLate whether nobody took it in time
     */
    record View(
            String task,
            String state,
            String stateLabel,
            Instant dueAt,
            Instant warnAt,
            Instant takeBy,
            Instant takenAt,
            boolean takenLate,
            BigDecimal finishHours,
            BigDecimal extraHours,
            boolean fixed,
            boolean byDefault,
            String note,
            int level,
            Pause pause,
            Offer may) {}

    @GetMapping
    @Operation(summary = "How the deadline of a task stands")
    ResponseEntity<?> get(@PathVariable String id) {
        return visible.among(List.of(id)).isEmpty()
                ? missing()
                : deadlines
                        .ofTask(id)
                        .<ResponseEntity<?>>map(found -> ResponseEntity.ok(view(found)))
                        .orElseGet(DeadlineApi::missing);
    }

    @PostMapping("/extend")
    @Operation(summary = "Give more working hours, with a reason that is kept")
    ResponseEntity<?> extend(@PathVariable String id, @RequestBody ExtendBody body) {
        return answer(actions.extend(id, body.hours(), body.reason()));
    }

    @PostMapping("/pause")
    @Operation(summary = "Stop the clock, for instance while the client owes an answer")
    ResponseEntity<?> pause(@PathVariable String id, @RequestBody PauseBody body) {
        return answer(actions.stopClock(id, body.reason()));
    }

    @PostMapping("/resume")
    @Operation(summary = "Start the clock again")
    ResponseEntity<?> resume(@PathVariable String id) {
        return answer(actions.resumeClock(id));
    }

    @PostMapping("/reassign")
    @Operation(summary = "Give the task to somebody of the group to which it is offered")
    ResponseEntity<?> reassign(@PathVariable String id, @RequestBody ReassignBody body) {
        return answer(actions.reassign(id, body.user()));
    }

    private ResponseEntity<?> answer(Outcome outcome) {
        if (outcome.isDone()) {
            return ResponseEntity.ok(view(outcome.deadline()));
        }
        Refusal refusal = outcome.refusal();
        HttpStatus status =
                switch (refusal.why()) {
                    case MISSING -> HttpStatus.NOT_FOUND;
                    case FORBIDDEN -> HttpStatus.FORBIDDEN;
                    case WRONG -> HttpStatus.BAD_REQUEST;
                    case CONFLICT -> HttpStatus.CONFLICT;
                };
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(status, refusal.message());
        problem.setTitle(
                switch (refusal.why()) {
                    case MISSING -> "Задачи нет";
                    case FORBIDDEN -> "Нет прав";
                    case WRONG -> "Проверьте введённое";
                    case CONFLICT -> "Данные уже изменились";
                });
        problem.setProperty("field", refusal.field());
        return ResponseEntity.of(problem).build();
    }

    private static ResponseEntity<?> missing() {
        ProblemDetail problem = ProblemDetail.forStatusAndDetail(
                HttpStatus.NOT_FOUND, "Такой открытой задачи нет: возможно, она уже выполнена");
        problem.setTitle("Задачи нет");
        return ResponseEntity.of(problem).build();
    }

    private View view(Deadline deadline) {
        Instant now = clock.instant();
        var state = deadline.state(now);
        var stop = deadline.run().stop();
        var dates = deadline.dates();
        return new View(
                deadline.subject(),
                state.name(),
                state.label(),
                stop == null ? dates.dueAt() : null,
                stop == null ? dates.warnAt() : null,
                stop == null ? dates.takeBy() : null,
                deadline.taken(),
                DeadlineMark.isNotTaken(stop != null, deadline.taken(), dates.takeBy(), now),
                deadline.terms().finishHours(),
                deadline.run().extraHours(),
                deadline.fixed(),
                deadline.terms().isDefault(),
                deadline.terms().isDefault() && !deadline.fixed() ? DEFAULT : null,
                deadline.level(),
                stop == null ? null : new Pause(stop.at(), stop.reason(), DeadlineShown.pause(stop, clock.getZone())),
                actions.offer(deadline));
    }
}
