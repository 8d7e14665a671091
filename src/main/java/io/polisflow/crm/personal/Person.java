package io.polisflow.crm.personal;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Whom a search, a file or an erasure is about, and the companies' deals and requests in which they may be named.
 *
 * @param contacts on whatever cards the person stands
 * @param own requests that the person sent
 * @param requests of the person and of the person's companies
 * @param subjects numbers of deals, requests and leads, as business keys and the exchange name them
 */
record Person(
        Set<String> names,
        Set<String> emails,
        Set<String> phones,
        List<Long> contacts,
        List<Long> clients,
        List<Long> dealIds,
        List<String> deals,
        List<Long> own,
        List<Long> requests,
        List<String> subjects,
        List<Long> files) {

    /** What the conditions of places name. */
    Map<String, List<?>> sets() {
        return Map.of(
                "contacts", contacts,
                "clients", clients,
                "dealIds", dealIds,
                "deals", deals,
                "requests", requests,
                "subjects", subjects,
                "files", files);
    }
}
