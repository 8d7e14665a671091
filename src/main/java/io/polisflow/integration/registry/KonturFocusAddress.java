package io.polisflow.integration.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Writes an address of Kontur.Focus in one line, whichever of its two shapes it came in. */
final class KonturFocusAddress {

    /** From the largest to the smallest; names beyond region, city, street and house are to be checked with the vendor. */
    private static final List<String> PARTS =
            List.of("regionName", "district", "city", "settlement", "street", "house", "bulk", "flat");

    /** Kinds that Russian puts behind the name: «Свердловская обл». */
    private static final Set<String> BEHIND = Set.of("обл", "край", "р-н", "АО", "Аобл", "у");

    private KonturFocusAddress() {}

    /** @return the address, or null when the registry tells none */
    static String assemble(JsonNode legalAddress) {
        JsonNode whole = legalAddress.path("parsedAddressRFFias").path("oneLineFormatOfAddressFias");
        if (whole.isTextual() && !whole.textValue().isBlank()) {
            return whole.textValue().strip();
        }
        JsonNode parsed = legalAddress.path("parsedAddressRF");
        List<String> parts = new ArrayList<>();
        add(parts, parsed.path("zipCode").asText(""));
        for (String name : PARTS) {
            add(parts, part(parsed.path(name)));
        }
        return parts.isEmpty() ? null : String.join(", ", parts);
    }

    private static String part(JsonNode part) {
        if (part.isTextual()) {
            return part.textValue();
        }
        String kind =
                part.path("topoShortName").asText(part.path("topoFullName").asText(""));
        String value = part.path("topoValue").asText("");
        if (value.isBlank()) {
            return "";
        }
        return (BEHIND.contains(kind) ? value + " " + kind : kind + " " + value).strip();
    }

    private static void add(List<String> parts, String part) {
        // Moscow is a region and a city at once and need not be written twice.
        if (!part.isBlank() && !parts.contains(part.strip())) {
            parts.add(part.strip());
        }
    }
}
