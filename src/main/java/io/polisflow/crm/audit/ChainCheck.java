package io.polisflow.crm.audit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Goes along the chain, be it in the database or in a file, and notes whatever is not as it was written.
 *
 * <p>After a break it goes on from what stands there, so that each later break is found too.
 */
public class ChainCheck {

    private static final int MOST_KEPT = 100;

    private final AuditKeys keys;
    private final List<AuditFinding> findings = new ArrayList<>();
    private final Map<Long, AuditAnchor> anchors = new HashMap<>();
    private long broken;
    private long rows;
    private AuditLink last;
    private AuditAnchor longest;
    private AuditAnchor confirmed;

    /** @param before the link that the chain is expected to go on from; null to begin wherever the first link stands */
    ChainCheck(AuditKeys keys, AuditLink before) {
        this.keys = keys;
        this.last = before;
    }

    /** What the chain is to agree with; to be told before the links. */
    public void anchor(AuditAnchor anchor) {
        if (anchor.mac() != null && !isGenuine(anchor)) {
            found(AuditFinding.Kind.ANCHOR, anchor.rows(), 0, "отметка " + anchor.number() + " подделана");
            return;
        }
        AuditAnchor other = anchors.put(anchor.rows(), anchor);
        if (other != null && !other.head().equals(anchor.head())) {
            found(AuditFinding.Kind.ANCHOR, anchor.rows(), 0, "две отметки говорят разное");
        }
        if (longest == null || anchor.rows() > longest.rows()) {
            longest = anchor;
        }
    }

    /** @param row what the link is of; null when it is not there */
    public void link(AuditLink link, AuditRow row) {
        rows++;
        if (last == null) {
            last = link.position() == 1 ? AuditLink.start() : AuditLink.before(link);
        }
        if (link.position() > last.position() + 1) {
            found(
                    AuditFinding.Kind.MISSING,
                    last.position() + 1,
                    0,
                    "нет мест с " + (last.position() + 1) + " по " + (link.position() - 1));
        } else if (link.position() <= last.position()) {
            found(AuditFinding.Kind.ORDER, link.position(), link.event(), "место повторяется");
        } else if (!link.previous().equals(last.hash())) {
            found(AuditFinding.Kind.ORDER, link.position(), link.event(), null);
        }
        if (row == null) {
            found(AuditFinding.Kind.MISSING, link.position(), link.event(), "строки нет");
        } else if (!keys.accepts(row.keyId(), link.position()) || !keys.accepts(link.keyId(), link.position())) {
            found(AuditFinding.Kind.KEY, link.position(), row.id(), null);
        } else if (!codeOf(row.keyId(), row.canonical()).equals(row.mac())) {
            found(AuditFinding.Kind.CHANGED, link.position(), row.id(), null);
        } else if (link.event() != row.id()
                || !codeOf(link.keyId(), AuditLink.canonical(link.position(), row, link.previous()))
                        .equals(link.hash())) {
            found(AuditFinding.Kind.ORDER, link.position(), row.id(), null);
        }
        AuditAnchor anchor = anchors.get(link.position());
        if (anchor != null) {
            if (!anchor.head().equals(link.hash())) {
                found(AuditFinding.Kind.ANCHOR, link.position(), link.event(), "отметка " + anchor.outside());
            } else if (broken == 0) {
                confirmed = anchor;
            }
        }
        last = link;
    }

    /** @return the report, with what the end lacks */
    public AuditReport finish(long unsealed) {
        if (last == null) {
            last = AuditLink.start();
        }
        if (longest != null && longest.rows() > last.position()) {
            found(
                    AuditFinding.Kind.MISSING,
                    last.position() + 1,
                    0,
                    "по отметке строк " + longest.rows() + ", а есть только до " + last.position());
        }
        return new AuditReport(
                rows,
                last.position(),
                last.hash(),
                unsealed,
                broken,
                List.copyOf(findings),
                Optional.ofNullable(confirmed));
    }

    /** The anchor that a file ends with: it says that nothing was cut off. */
    public void end(AuditAnchor anchor) {
        if (!isGenuine(anchor)) {
            found(AuditFinding.Kind.ANCHOR, anchor.rows(), 0, "отметка в конце файла подделана");
        } else if (last == null
                ? anchor.rows() != 0
                : anchor.rows() != last.position() || !anchor.head().equals(last.hash())) {
            found(AuditFinding.Kind.ANCHOR, anchor.rows(), 0, "файл кончается не там, где его отметка");
        } else if (broken == 0) {
            confirmed = anchor;
        }
    }

    /** Notes a fault, also one that lies outside of the chain. */
    public void found(AuditFinding.Kind kind, long position, long event, String detail) {
        broken++;
        if (findings.size() < MOST_KEPT) {
            findings.add(new AuditFinding(kind, position, event, detail));
        }
    }

    private boolean isGenuine(AuditAnchor anchor) {
        return keys.accepts(anchor.keyId(), anchor.rows())
                && codeOf(anchor.keyId(), anchor.canonical()).equals(anchor.mac());
    }

    private String codeOf(String keyId, String text) {
        return keys.code(keyId, text).orElse("");
    }
}
