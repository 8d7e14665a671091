package io.polisflow.web.deal;

import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.correspondence.LetterStarts;
import io.polisflow.security.CurrentUser;
import io.polisflow.web.DealAccess;
import io.polisflow.web.DealView.FileView;
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

/** Letters to contacts of a deal's client: how one begins, how it will look, and off it goes. */
@RestController
@RequestMapping("/api/deals/{number}/letters")
@SecurityRequirement(name = "basic")
@Tag(name = "Deals")
@ApiResponse(
        responseCode = "400",
        description = "A field is missing or wrong; «field» names it",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "403",
        description = "Neither the deal's manager nor a head nor a supervisor",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
@ApiResponse(
        responseCode = "404",
        description = "No such deal or letter",
        content = @Content(mediaType = MediaType.APPLICATION_PROBLEM_JSON_VALUE))
class DealLettersApi {

    private final DealAccess access;
    private final DealLetters letters;
    private final LetterStarts starts;
    private final CurrentUser user;

    DealLettersApi(DealAccess access, DealLetters letters, LetterStarts starts, CurrentUser user) {
        this.access = access;
        this.letters = letters;
        this.starts = starts;
        this.user = user;
    }

    /**
     * A letter.
     *
     * @param key the same one sends once; null for a letter that never repeats
     * @param contactIds contacts of the client with an address that takes letters
     * @param toSender also to whoever wrote the letter that this answers
     * @param answers id of the client's letter that this answers, or null
     * @param subject the deal's number is added when it is not in it
     * @param text plain, paragraphs divided by blank lines
     * @param fileIds files of the deal, together no more than a letter takes
     */
    record LetterBody(
            String key,
            List<Long> contactIds,
            boolean toSender,
            Long answers,
            String subject,
            String text,
            List<Long> fileIds) {

        DealLetters.Draft draft() {
            return new DealLetters.Draft(contactIds, toSender, answers, subject, text, fileIds);
        }
    }

    record Accepted(long letterId) {}

    record PreviewView(List<String> recipients, String subject, String html, List<FileView> files) {}

    @GetMapping("/start")
    @Operation(
            summary = "How a letter begins: empty, worded by a template, or as an answer",
            description =
                    "`template`: code of a letter's template, nothing for an empty letter. `contactId`: whom it greets."
                            + " `answers`: id of a client's letter; then subject and quotation come from it.")
    @ApiResponse(responseCode = "200")
    LetterStarts.Start start(
            @PathVariable String number,
            @RequestParam(required = false) String template,
            @RequestParam(required = false) Long contactId,
            @RequestParam(required = false) Long answers) {
        access.findToAct(number);
        if (answers == null) {
            return starts.of(number, template, contactId);
        }
        try {
            return starts.answering(number, answers);
        } catch (NoSuchElementException e) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого письма в сделке нет");
        }
    }

    @PostMapping("/preview")
    @Operation(summary = "The letter as it would go out; nothing is sent and nothing kept")
    @ApiResponse(responseCode = "200")
    PreviewView preview(@PathVariable String number, @RequestBody LetterBody body) {
        access.findToAct(number);
        DealLetters.Preview preview = letters.preview(number, body.draft());
        return new PreviewView(
                preview.recipients(),
                preview.subject(),
                preview.html(),
                preview.files().stream().map(FileView::of).toList());
    }

    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    @Operation(
            summary = "Write a letter: it is kept with the deal at once and delivered by the model letter-delivery",
            description = "The same key twice sends one letter. While the mail server is down the delivery is retried;"
                    + " an address that it refuses becomes a task of the deal's manager.")
    @ApiResponse(responseCode = "202", description = "Kept, and on its way")
    Accepted send(@PathVariable String number, @RequestBody LetterBody body) {
        access.findToAct(number);
        return new Accepted(letters.send(number, body.draft(), user.id(), body.key()));
    }
}
