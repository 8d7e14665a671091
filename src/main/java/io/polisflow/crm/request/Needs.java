package io.polisflow.crm.request;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * What the client of a running deal wants, as their manager heard it.
 *
 * @param product catalogue code
 * @param sumInsured rubles, or null
 * @param startsOn or null
 */
public record Needs(
        String product, String object, String risks, BigDecimal sumInsured, LocalDate startsOn, String text) {

    IncomingRequest asRequestOf(Deal deal) {
        Optional<Contact> person = Optional.ofNullable(deal.contact());
        return new IncomingRequest(
                Channel.OUTREACH,
                null,
                deal.client().inn(),
                deal.client().name(),
                person.map(Contact::name).orElse(null),
                person.map(Contact::phone).orElse(null),
                person.map(Contact::email).orElse(null),
                product,
                object,
                risks,
                sumInsured == null ? null : sumInsured.toPlainString(),
                startsOn == null ? null : startsOn.toString(),
                null,
                text,
                null,
                List.of(),
                null,
                List.of(),
                List.of(),
                null);
    }
}
