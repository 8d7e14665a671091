package io.polisflow.web.sla;

import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import org.springframework.http.HttpHeaders;
import org.springframework.web.util.UriComponentsBuilder;
import org.springframework.web.util.UriUtils;

/** Every page of deadlines has one part that Cockpit shows too, where it has no bar and no head of ours. */
final class BoardParts {

    private BoardParts() {}

    /** @param part whether a script asked for the part alone */
    static String view(String template, boolean part, HttpServletResponse response) {
        // One address, two answers: what a browser kept of the one must not be shown for the other.
        response.setHeader(HttpHeaders.VARY, "HX-Request");
        return "sla/" + template + (part ? " :: part" : "");
    }

    /** @return name → value of the query in an address of ours */
    static Map<String, String> query(String address) {
        return UriComponentsBuilder.fromUriString(address.startsWith(BoardAddress.PATH) ? address : "")
                .build()
                .getQueryParams()
                .toSingleValueMap()
                .entrySet()
                .stream()
                .filter(each -> each.getValue() != null)
                .collect(Collectors.toMap(
                        Map.Entry::getKey, each -> UriUtils.decode(each.getValue(), StandardCharsets.UTF_8)));
    }
}
