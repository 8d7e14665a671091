package io.polisflow.web.audit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.audit.AuditAction;
import io.polisflow.crm.audit.AuditAnchor;
import io.polisflow.crm.audit.AuditKinds;
import io.polisflow.crm.audit.AuditLog;
import io.polisflow.crm.audit.AuditLog.Checked;
import io.polisflow.crm.audit.AuditLog.Entry;
import io.polisflow.crm.audit.AuditRow;
import io.polisflow.crm.deal.Staff;
import io.polisflow.security.CurrentUser;
import io.polisflow.security.UserGroup;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.springframework.stereotype.Service;

/** Puts the audit into words: a page of rows, one row, and whether the chain holds. */
@Service
class AuditPages {

    private static final int SIZE = 50;
    private static final DateTimeFormatter MOMENT = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss");

    private final AuditLog log;
    private final Staff staff;
    private final CurrentUser user;
    private final Clock clock;
    private final ObjectMapper json;

    AuditPages(AuditLog log, Staff staff, CurrentUser user, Clock clock, ObjectMapper json) {
        this.log = log;
        this.staff = staff;
        this.user = user;
        this.clock = clock;
        this.json = json;
    }

    record Choice(String code, String label) {}

    /**
     * @param actor login, or null when the system acted
     * @param page of the deal or the client below the application's root, null when there is none or the reader may not see it
     */
    record Line(
            long id,
            String at,
            String actor,
            String who,
            String onBehalf,
            String action,
            String kindCode,
            String kind,
            String object,
            String deal,
            Long client,
            String page,
            List<String> details,
            String step,
            String address) {}

    /** @param older address of the next page, null when this is the last */
    record Found(List<Line> lines, String older, boolean first) {}

    /** @param checked null when nobody has checked yet */
    record Chain(String checked, boolean holds, String since, String anchor, String anchoredAt, long waiting) {}

    record Choices(List<Choice> people, List<Choice> kinds, List<Choice> actions, List<Choice> formats) {}

    /** @param position in the chain, null as long as the row waits for it */
    record Whole(Line line, Long position, String previous, String hash, String mac, String keyId, String raw) {}

    Found found(AuditAsked asked) {
        List<Entry> entries = log.page(asked.filter(clock.getZone()), asked.cursor(), SIZE + 1);
        List<Entry> shown = entries.subList(0, Math.min(SIZE, entries.size()));
        Map<String, String> names = new HashMap<>();
        String older = null;
        if (entries.size() > SIZE) {
            AuditRow last = shown.get(SIZE - 1).row();
            older = asked.href(last.at() + "," + last.id());
        }
        return new Found(shown.stream().map(entry -> line(entry.row(), names)).toList(), older, asked.cursor() == null);
    }

    Choices choices() {
        return new Choices(
                staff.all().stream()
                        .map(each -> new Choice(each.id(), each.name()))
                        .toList(),
                AuditKinds.all().entrySet().stream()
                        .map(kind -> new Choice(kind.getKey(), kind.getValue()))
                        .toList(),
                Arrays.stream(AuditAction.values())
                        .map(action -> new Choice(action.name(), action.label()))
                        .toList(),
                Stream.of(AuditFile.values())
                        .map(file -> new Choice(file.code(), file.label()))
                        .toList());
    }

    Chain chain() {
        Checked checked = log.lastCheck().orElse(null);
        AuditAnchor anchor = log.latestAnchor().orElse(null);
        return new Chain(
                checked == null ? null : moment(checked.at()),
                checked != null && checked.holds(),
                log.since().map(this::moment).orElse(null),
                anchor == null ? null : anchor.outside(),
                anchor == null ? null : moment(anchor.at()),
                log.waiting());
    }

    /** @return null when there is no such row */
    Whole whole(long id) {
        return log.find(id)
                .map(entry -> new Whole(
                        line(entry.row(), new HashMap<>()),
                        entry.link() == null ? null : entry.link().position(),
                        entry.link() == null ? null : entry.link().previous(),
                        entry.link() == null ? null : entry.link().hash(),
                        entry.row().mac(),
                        entry.row().keyId(),
                        entry.row().details()))
                .orElse(null);
    }

    private Line line(AuditRow row, Map<String, String> names) {
        return new Line(
                row.id(),
                moment(row.at()),
                row.actor(),
                name(row.actor(), names),
                row.onBehalf() == null ? null : name(row.onBehalf(), names),
                Arrays.stream(AuditAction.values())
                        .filter(action -> action.name().equals(row.action()))
                        .findFirst()
                        .map(AuditAction::label)
                        .orElse(row.action()),
                row.kind(),
                AuditKinds.label(row.kind()),
                row.object(),
                row.deal(),
                row.client(),
                page(row),
                details(row.details()),
                row.process() == null ? null : row.process() + ", версия " + row.version() + ", " + row.activity(),
                row.address());
    }

    private String name(String login, Map<String, String> names) {
        return login == null ? "Система" : names.computeIfAbsent(login, staff::nameOf);
    }

    private String page(AuditRow row) {
        if (!user.isIn(UserGroup.SUPERVISORS)) {
            return null;
        }
        if (row.deal() != null) {
            return "/crm/deals/" + row.deal();
        }
        return row.client() == null ? null : "/crm/clients/" + row.client();
    }

    /** What is kept as JSON, a sentence for each. */
    private List<String> details(String text) {
        if (text == null) {
            return List.of();
        }
        try {
            List<String> sentences = new ArrayList<>();
            json.readTree(text).fields().forEachRemaining(entry -> sentences.addAll(words(entry)));
            return sentences;
        } catch (JsonProcessingException e) {
            return List.of(text);
        }
    }

    private static List<String> words(Map.Entry<String, JsonNode> entry) {
        JsonNode value = entry.getValue();
        return switch (entry.getKey()) {
            case "fields" ->
                List.of("поля: "
                        + String.join(
                                ", ",
                                StreamSupport.stream(value.spliterator(), false)
                                        .map(JsonNode::asText)
                                        .map(AuditFields::label)
                                        .toList()));
            case "values" -> {
                List<String> changes = new ArrayList<>();
                value.fields()
                        .forEachRemaining(change -> changes.add(AuditFields.label(change.getKey()) + ": "
                                + shown(change.getValue().get(0)) + " → "
                                + shown(change.getValue().get(1))));
                yield changes;
            }
            default ->
                List.of(AuditFields.label(entry.getKey()) + ": "
                        + (value.isValueNode() ? shown(value) : value.toString()));
        };
    }

    private static String shown(JsonNode value) {
        String text = value == null || value.isNull() ? "null" : value.asText();
        return switch (text) {
            case "null" -> "—";
            case "true" -> "да";
            case "false" -> "нет";
            default -> text;
        };
    }

    private String moment(Instant at) {
        return MOMENT.format(at.atZone(clock.getZone()));
    }
}
