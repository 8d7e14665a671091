package io.polisflow.web.deal;

import io.polisflow.crm.negotiation.Objections;
import io.polisflow.crm.negotiation.TalkResult.Heard;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.DealAccess;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ResponseStatusException;

/** What the client of a deal objects, and what was answered. */
@RestController
@RequestMapping("/api/deals/{number}/objections")
@SecurityRequirement(name = "basic")
@Tag(name = "Deals")
@ApiResponse(
        responseCode = "404",
        description = "No such deal or objection",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class ObjectionsApi {

    private static final String PROBLEM = MediaType.APPLICATION_PROBLEM_JSON_VALUE;

    private final DealAccess access;
    private final Objections objections;
    private final DealObjections pages;
    private final CurrentUser user;

    ObjectionsApi(DealAccess access, Objections objections, DealObjections pages, CurrentUser user) {
        this.access = access;
        this.objections = objections;
        this.pages = pages;
        this.user = user;
    }

    /**
     * An objection.
     *
     * @param key the same one records once; null for what never repeats
     * @param contactId who said it, null for somebody who is not on the client's card
     * @param category code of an objection category
     * @param words the client's own
     * @param reply what was answered, or null
     * @param wonOver whether the answer convinced
     * @param articleId the article that the answer came from, or null
     */
    record ObjectionBody(
            String key, Long contactId, String category, String words, String reply, boolean wonOver, Long articleId) {}

    record Recorded(long objectionId) {}

    /** @param version of the objection that whoever answers saw */
    record AnswerBody(int version, String reply, boolean wonOver, Long articleId) {}

    @GetMapping
    @Operation(summary = "The objections of the deal, newest first")
    @ApiResponse(responseCode = "200")
    List<DealObjections.Row> list(@PathVariable String number) {
        access.find(number);
        return pages.of(number);
    }

    @GetMapping("/answers")
    @Operation(
            summary = "The best answers of the knowledge base to an objection, for what the deal sells",
            description = "Counts as shown, once for each person and deal. Nothing without category and words.")
    @ApiResponse(responseCode = "200")
    List<DealObjections.Suggestion> answers(
            @PathVariable String number,
            @RequestParam(required = false) String category,
            @RequestParam(required = false) String words) {
        access.find(number);
        return pages.answers(number, category, words, user.id());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Operation(
            summary = "Record an objection, with or without an answer",
            description = "The same key twice records one. An article that is named is told whether it helped.")
    @ApiResponse(responseCode = "201", description = "Recorded")
    @ApiResponse(
            responseCode = "400",
            description = "A field is missing or wrong; «field» names it",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "403",
            description = "Neither the deal's manager nor a head nor a supervisor",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(responseCode = "409", description = "The deal is over", content = @Content(mediaType = PROBLEM))
    Recorded add(@PathVariable String number, @RequestBody ObjectionBody body) {
        access.findToAct(number);
        Heard heard = new Heard(
                body.contactId(), body.category(), body.words(), body.reply(), body.wonOver(), body.articleId());
        return new Recorded(objections.add(number, user.id(), heard, body.key()));
    }

    @PostMapping("/{id}/answer")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Operation(summary = "Mark what an open objection was answered with, and whether that convinced")
    @ApiResponse(responseCode = "204", description = "Done")
    @ApiResponse(
            responseCode = "400",
            description = "A field is missing or wrong; «field» names it",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "403",
            description = "Neither the deal's manager nor a head nor a supervisor",
            content = @Content(mediaType = PROBLEM))
    @ApiResponse(
            responseCode = "409",
            description = "It is overcome already, somebody was faster, or the deal is over",
            content = @Content(mediaType = PROBLEM))
    void answer(@PathVariable String number, @PathVariable long id, @RequestBody AnswerBody body) {
        access.findToAct(number);
        try {
            objections.answer(
                    number,
                    id,
                    body.version(),
                    user.id(),
                    new Objections.Answer(body.reply(), body.wonOver(), body.articleId()));
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого возражения в сделке нет");
        }
    }
}
