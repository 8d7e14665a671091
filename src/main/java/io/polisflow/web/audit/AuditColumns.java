package io.polisflow.web.audit;

import io.polisflow.crm.audit.AuditAnchor;
import io.polisflow.crm.audit.AuditLink;
import io.polisflow.crm.audit.AuditRow;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What a file of the audit has in its columns, by their names. */
final class AuditColumns {

    static final List<String> NAMES = List.of(
            "position",
            "id",
            "at",
            "actor",
            "onBehalf",
            "action",
            "kind",
            "object",
            "deal",
            "client",
            "details",
            "process",
            "version",
            "activity",
            "instance",
            "address",
            "key",
            "mac",
            "previous",
            "hash",
            "linkKey");

    static final List<String> ANCHOR_NAMES = List.of("number", "at", "rows", "head", "key", "mac");

    private AuditColumns() {}

    static Map<String, Object> of(AuditLink link, AuditRow row) {
        Map<String, Object> cells = new LinkedHashMap<>();
        Object[] values = {
            link.position(),
            row.id(),
            row.at().toString(),
            row.actor(),
            row.onBehalf(),
            row.action(),
            row.kind(),
            row.object(),
            row.deal(),
            row.client(),
            row.details(),
            row.process(),
            row.version(),
            row.activity(),
            row.instance(),
            row.address(),
            row.keyId(),
            row.mac(),
            link.previous(),
            link.hash(),
            link.keyId()
        };
        for (int i = 0; i < values.length; i++) {
            cells.put(NAMES.get(i), values[i]);
        }
        return cells;
    }

    static Map<String, Object> of(AuditAnchor anchor) {
        Map<String, Object> cells = new LinkedHashMap<>();
        Object[] values = {
            anchor.number(), anchor.at().toString(), anchor.rows(), anchor.head(), anchor.keyId(), anchor.mac()
        };
        for (int i = 0; i < values.length; i++) {
            cells.put(ANCHOR_NAMES.get(i), values[i]);
        }
        return cells;
    }

    /** @throws IllegalArgumentException when a cell is missing or no number */
    static AuditLink link(Map<String, String> cells) {
        return new AuditLink(
                number(cells, "position"),
                number(cells, "id"),
                text(cells, "previous"),
                text(cells, "hash"),
                text(cells, "linkKey"));
    }

    static AuditRow row(Map<String, String> cells) {
        return new AuditRow(
                number(cells, "id"),
                Instant.parse(text(cells, "at")),
                cells.get("actor"),
                cells.get("onBehalf"),
                text(cells, "action"),
                text(cells, "kind"),
                cells.get("object"),
                cells.get("deal"),
                cells.containsKey("client") ? (Long) number(cells, "client") : null,
                cells.get("details"),
                cells.get("process"),
                cells.containsKey("version") ? (Integer) Math.toIntExact(number(cells, "version")) : null,
                cells.get("activity"),
                cells.get("instance"),
                cells.get("address"),
                text(cells, "key"),
                text(cells, "mac"));
    }

    static AuditAnchor anchor(Map<String, String> cells) {
        return new AuditAnchor(
                number(cells, "number"),
                Instant.parse(text(cells, "at")),
                number(cells, "rows"),
                text(cells, "head"),
                text(cells, "key"),
                text(cells, "mac"));
    }

    private static long number(Map<String, String> cells, String name) {
        return Long.parseLong(text(cells, name));
    }

    private static String text(Map<String, String> cells, String name) {
        String value = cells.get(name);
        if (value == null) {
            throw new IllegalArgumentException("нет поля " + name);
        }
        return value;
    }
}
