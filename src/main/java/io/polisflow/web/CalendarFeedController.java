package io.polisflow.web;

import io.polisflow.crm.agenda.CalendarFeeds;
import io.polisflow.crm.agenda.CalendarFeeds.Publication;
import io.polisflow.crm.audit.AuditSubject;
import io.polisflow.crm.audit.AuditTrail;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.StringUtils;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** Gives a person's calendar to whatever program knows its secret address; calendar programs can sign on nowhere. */
@Controller
class CalendarFeedController {

    private static final MediaType ICALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final CalendarFeeds feeds;
    private final AuditTrail audit;
    private final String publicUrl;

    /** @param publicUrl where browsers find us; blank means where the request found us */
    CalendarFeedController(CalendarFeeds feeds, AuditTrail audit, @Value("${polisflow.public-url:}") String publicUrl) {
        this.feeds = feeds;
        this.audit = audit;
        this.publicUrl = publicUrl;
    }

    /** @return our address without a slash at its end */
    String address() {
        String address = StringUtils.hasText(publicUrl)
                ? publicUrl.strip()
                : ServletUriComponentsBuilder.fromCurrentContextPath().toUriString();
        return StringUtils.trimTrailingCharacter(address, '/');
    }

    @GetMapping("/calendar/{secret:[A-Za-z0-9_-]+}.ics")
    ResponseEntity<byte[]> read(@PathVariable String secret, WebRequest request) {
        Optional<Publication> found = feeds.read(secret, address());
        if (found.isEmpty()) {
            return ResponseEntity.notFound()
                    .cacheControl(CacheControl.noStore())
                    .build();
        }
        Publication publication = found.get();
        // Nothing between us and the program may keep it, the program itself may, and asks whether it has changed.
        CacheControl cache = CacheControl.noCache().cachePrivate();
        String tag = "\"" + publication.hash() + "\"";
        long changedAt = publication.changedAt().toEpochMilli();
        if (request.checkNotModified(tag, changedAt)) {
            return ResponseEntity.status(304).cacheControl(cache).build();
        }
        audit.sawBy(publication.owner(), AuditSubject.of("calendar_feed", publication.owner()));
        return ResponseEntity.ok()
                .cacheControl(cache)
                .eTag(tag)
                .lastModified(changedAt)
                .contentType(ICALENDAR)
                .header("Content-Disposition", "inline; filename=\"polisflow.ics\"")
                .header("X-Robots-Tag", "noindex")
                .body(publication.content());
    }
}
