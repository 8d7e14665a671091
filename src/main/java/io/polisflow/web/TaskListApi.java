package io.polisflow.web;

import io.polisflow.process.sla.TaskLists;
import io.polisflow.process.sla.TaskLists.TaskList;
import io.polisflow.web.TaskCards.TaskCard;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What Tasklist shows of tasks beyond what the engine knows: their cards, and how many there are in each list. */
@RestController
@RequestMapping("/api/tasks")
@SecurityRequirement(name = "basic")
@Tag(name = "Tasks")
class TaskListApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    /** A page of Tasklist has fifteen. */
    private static final int MOST = 50;

    private final TaskCards cards;
    private final TaskLists lists;

    TaskListApi(TaskCards cards, TaskLists lists) {
        this.cards = cards;
        this.lists = lists;
    }

    @GetMapping("/cards")
    @Operation(
            summary = "Client, deal, premium, stage and deadline of tasks, and how the deadline stands",
            description = "In no order; tasks that are done or that the caller may not see are left out: all of them"
                    + " for whoever does not work with clients.")
    @ApiResponse(responseCode = "200")
    @ApiResponse(responseCode = "400", description = "Too many ids", content = @Content(mediaType = PROBLEM))
    List<TaskCard> cards(@Parameter(description = "At most 50 task ids") @RequestParam List<String> ids) {
        if (ids.size() > MOST) {
            throw new ResponseStatusException(HttpStatus.BAD_REQUEST, "Не больше " + MOST + " задач за один раз");
        }
        return cards.of(ids);
    }

    @GetMapping("/counts")
    @Operation(
            summary = "How many open tasks each of the caller's lists in Tasklist has",
            description = "Counted up to 1000: from there on «more» says that there may be more.")
    @ApiResponse(responseCode = "200")
    List<TaskList> counts() {
        return lists.visible();
    }
}
