package io.polisflow.crm.deal;

import io.polisflow.crm.client.CompanySize;
import java.util.Locale;

/**
 * What decides how soon something has to be done for a deal.
 *
 * @param clientSize null when nobody has told it
 * @param owner the manager's user id, null when there is none
 */
public record DealProfile(
        String number, Long clientId, CompanySize clientSize, String owner, Priority priority, Stage stage) {

    /** @return {@code micro}, {@code small}, {@code medium}, {@code large}; null when the size is not known */
    public String clientClass() {
        return clientSize == null ? null : clientSize.name().toLowerCase(Locale.ROOT);
    }
}
