package io.polisflow.integration.webform;

import io.polisflow.crm.exchange.ReceivedEvents;
import io.polisflow.crm.request.RequestInbox;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import java.util.Optional;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Takes a signed form once: its signature is used up in the transaction that makes the request, or not at all. */
@Service
class WebFormInbox {

    private static final String SYSTEM = "webform";

    private final RequestInbox inbox;
    private final ReceivedEvents received;

    WebFormInbox(RequestInbox inbox, ReceivedEvents received) {
        this.inbox = inbox;
        this.received = received;
    }

    /**
     * @param signature in one spelling, or null when the form is not signed
     * @return empty when a form with this signature was taken before
     */
    @Transactional
    public Optional<Receipt> receive(IncomingRequest request, String signature) {
        if (signature != null && !received.first(SYSTEM, signature)) {
            return Optional.empty();
        }
        return Optional.of(inbox.receive(request));
    }
}
