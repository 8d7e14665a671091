package io.polisflow.web.audit;

import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditFilter;
import io.polisflow.crm.audit.AuditLog.Cursor;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Arrays;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.util.StringUtils;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * What somebody looks for in the audit, as the address of the page has it.
 *
 * @param below moment and number of the row that the page begins below, {@code 2026-11-24T07:00:00.123456Z,17}
 */
record AuditAsked(
        String actor,
        String kind,
        String object,
        String action,
        String deal,
        Long client,
        @DateTimeFormat(iso = ISO.DATE) LocalDate from,
        @DateTimeFormat(iso = ISO.DATE) LocalDate to,
        String below) {

    static final String PATH = "/crm/audit";

    AuditAsked {
        actor = text(actor);
        kind = text(kind);
        object = text(object);
        action = text(action);
        deal = text(deal);
        below = text(below);
    }

    private static String text(String value) {
        return StringUtils.hasText(value) ? value.strip() : null;
    }

    AuditFilter filter(ZoneId zone) {
        return new AuditFilter(
                actor,
                kind,
                object,
                knownAction(),
                deal,
                client,
                from == null ? null : from.atStartOfDay(zone).toInstant(),
                to == null ? null : to.plusDays(1).atStartOfDay(zone).toInstant());
    }

    /** A word that is no action means all of them. */
    private AuditAction knownAction() {
        return Arrays.stream(AuditAction.values())
                .filter(each -> each.name().equals(action))
                .findFirst()
                .orElse(null);
    }

    /** @return null for the first page, also when the address is spoilt */
    Cursor cursor() {
        String[] parts = below == null ? new String[0] : below.split(",");
        try {
            return parts.length == 2 ? new Cursor(Instant.parse(parts[0]), Long.parseLong(parts[1])) : null;
        } catch (java.time.DateTimeException | NumberFormatException e) {
            return null;
        }
    }

    public boolean isFiltered() {
        return !href(null).equals(PATH);
    }

    /** @return the address of the same with another beginning */
    public String href(String newBelow) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(PATH);
        add(address, "actor", actor);
        add(address, "kind", kind);
        add(address, "object", object);
        add(address, "action", action);
        add(address, "deal", deal);
        add(address, "client", client);
        add(address, "from", from);
        add(address, "to", to);
        add(address, "below", newBelow);
        return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, Object value) {
        if (value != null) {
            address.queryParam(name, "{" + name + "}").uriVariables(java.util.Map.of(name, value));
        }
    }
}
