package io.polisflow.web;

import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.telephony.Extensions;
import io.polisflow.crm.telephony.IncomingCalls;
import io.polisflow.security.CurrentUser;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.security.SecurityRequirement;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Who is calling the signed-on person just now; every page and Tasklist ask it. */
@RestController
@SecurityRequirement(name = "basic")
@Tag(name = "Clients")
class IncomingCallApi {

    private final IncomingCalls calls;
    private final Extensions extensions;
    private final CurrentUser user;
    private final AuditTrail audit;

    IncomingCallApi(IncomingCalls calls, Extensions extensions, CurrentUser user, AuditTrail audit) {
        this.audit = audit;
        this.calls = calls;
        this.extensions = extensions;
        this.user = user;
    }

    /** @param href of the deal's page below the application's root */
    record DealLink(String number, String stage, String href) {}

    /** @param href of the client's card below the application's root */
    record CallerView(String name, String position, String client, String href, List<DealLink> deals) {}

    /** @param number null when it is withheld; @param callers empty for a stranger */
    record IncomingView(String id, String state, String number, List<CallerView> callers) {}

    @GetMapping("/api/calls/incoming")
    @Operation(summary = "The calls that ring, or are talked on, at the signed-on person's desk")
    @ApiResponse(responseCode = "200", description = "Newest first; empty when nobody calls")
    @ApiResponse(
            responseCode = "204",
            description = "The person has no inner number, or no business with clients: asking again is of no use")
    ResponseEntity<List<IncomingView>> incoming() {
        if (!Sections.worksWithClients(user) || extensions.of(user.id()).isEmpty()) {
            return ResponseEntity.noContent().build();
        }
        List<IncomingCalls.Incoming> ringing = calls.of(user.id());
        audit.saw(ringing.stream()
                .flatMap(call -> call.callers().stream())
                .map(caller -> AuditSubject.of("contact", caller.contact().id())
                        .ofClient(caller.client().id()))
                .toList());
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(ringing.stream().map(IncomingCallApi::view).toList());
    }

    private static IncomingView view(IncomingCalls.Incoming call) {
        return new IncomingView(
                call.entryId(),
                call.state().label(),
                call.number(),
                call.callers().stream().map(IncomingCallApi::view).toList());
    }

    private static CallerView view(IncomingCalls.Caller caller) {
        Contact contact = caller.contact();
        return new CallerView(
                contact.name() == null ? "Имя неизвестно" : contact.name(),
                contact.position(),
                caller.client().name(),
                "/crm/clients/" + caller.client().id(),
                caller.openDeals().stream()
                        .map(deal -> new DealLink(deal.number(), deal.stage().label(), "/crm/deals/" + deal.number()))
                        .toList());
    }
}
