package io.polisflow.crm.agenda;

import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.Stage;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;

/**
 * What decides how soon something has to be done for a deal.
 *
 * @param clientSize null when nobody has told it
 * @param owner the manager's user id, null when there is none
 * @param product code of what the largest sum is offered for, before there is an offer of what was asked for; may be null
 * @param sum in rubles, of the whole latest offer, before there is one of the request; may be null
 * @param calendar code of the calendar by which the manager works
 */
public record DealProfile(
        String number,
        Long clientId,
        CompanySize clientSize,
        String owner,
        Priority priority,
        Stage stage,
        Instant stageSince,
        Instant openedAt,
        String product,
        BigDecimal sum,
        String calendar) {

    /** @return {@code micro}, {@code small}, {@code medium}, {@code large}; null when the size is not known */
    public String clientClass() {
        return clientSize == null ? null : clientSize.name().toLowerCase(Locale.ROOT);
    }
}
