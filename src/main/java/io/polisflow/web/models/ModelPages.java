package io.polisflow.web.models;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.models.draft.DraftImpact;
import io.polisflow.process.models.draft.DraftImpact.Running;
import io.polisflow.process.models.draft.ModelDeliveries;
import io.polisflow.process.models.draft.ModelDraft;
import io.polisflow.process.models.draft.ModelDrafts;
import io.polisflow.process.models.draft.ReleaseHistory;
import io.polisflow.process.models.draft.ReleaseHistory.ModelVersion;
import io.polisflow.process.models.draft.ReleaseHistory.Past;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Service;

/** Reads what the page of all models shows. */
@Service
class ModelPages {

    private static final int MOST_PAST = 30;

    private final ModelDrafts drafts;
    private final ReleaseHistory history;
    private final ModelDeliveries deliveries;
    private final DraftImpact impact;
    private final Staff staff;
    private final DateTimeFormatter when;
    private final DateTimeFormatter day;

    ModelPages(
            ModelDrafts drafts,
            ReleaseHistory history,
            ModelDeliveries deliveries,
            DraftImpact impact,
            Staff staff,
            Clock clock) {
        this.drafts = drafts;
        this.history = history;
        this.deliveries = deliveries;
        this.impact = impact;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
        this.day = DateTimeFormatter.ofPattern("dd.MM.yyyy").withZone(clock.getZone());
    }

    /** @param due when it takes effect, or null */
    public record DraftRow(long id, String title, String note, String state, String due, String at, String who) {}

    /** @param running of instances, null for a table */
    public record ModelRow(
            String key, String name, int version, boolean table, String at, String who, String origin, Long running) {}

    /** @param now what is in force instead */
    public record DeliveredRow(String key, String name, String now) {}

    /** @param models as «name, version 3» */
    public record PastRow(
            String deployment,
            String title,
            String at,
            String who,
            String note,
            Long draft,
            String origin,
            List<String> models,
            boolean inForce,
            boolean reversible) {}

    public List<DraftRow> drafts() {
        return drafts.open().stream().map(this::row).toList();
    }

    private DraftRow row(ModelDraft draft) {
        return new DraftRow(
                draft.id(),
                draft.title(),
                draft.note(),
                draft.state().label(),
                draft.dueAt() == null ? null : at(draft.dueAt()),
                at(draft.changedAt()),
                staff.nameOf(draft.changedBy()));
    }

    /** @return processes before tables, each by name */
    public List<ModelRow> models() {
        Map<ModelVersion, Past> inForce = history.inForce();
        Map<String, Running> running = impact
                .ofModels(inForce.keySet().stream()
                        .filter(model -> !model.table())
                        .map(ModelVersion::key)
                        .toList())
                .stream()
                .collect(Collectors.toMap(Running::key, Function.identity()));
        return inForce.entrySet().stream()
                .map(entry -> {
                    ModelVersion model = entry.getKey();
                    Past past = entry.getValue();
                    return new ModelRow(
                            model.key(),
                            model.name(),
                            model.version(),
                            model.table(),
                            at(past.at()),
                            who(past.user()),
                            origin(past),
                            model.table() ? null : running.get(model.key()).instances());
                })
                .toList();
    }

    /** @return what came with the system's update and is not in force, beside what is */
    public List<DeliveredRow> delivered(List<ModelRow> models) {
        Map<String, ModelRow> inForce =
                models.stream().collect(Collectors.toMap(ModelRow::key, Function.identity(), (one, other) -> one));
        return deliveries.waiting().stream()
                .map(key -> delivered(key, inForce.get(key)))
                .toList();
    }

    private static DeliveredRow delivered(String key, ModelRow inForce) {
        return inForce == null
                ? new DeliveredRow(key, key, "ещё не действует")
                : new DeliveredRow(
                        key,
                        inForce.name(),
                        "действует версия " + inForce.version() + ": " + inForce.who() + ", " + inForce.at());
    }

    /** @return the newest first */
    public List<PastRow> past() {
        return history.latest(MOST_PAST).stream()
                .map(past -> new PastRow(
                        past.deployment(),
                        past.title(),
                        at(past.at()),
                        who(past.user()),
                        past.note(),
                        past.draft(),
                        origin(past),
                        Stream.concat(
                                        past.models().stream()
                                                .map(model -> model.name() + ", версия " + model.version()),
                                        past.wordings().stream()
                                                .map(text -> text.label() + ", текст, версия " + text.number()))
                                .toList(),
                        past.latest(),
                        past.reversible()))
                .toList();
    }

    private static String origin(Past past) {
        if (past.draft() != null) {
            return "из черновика";
        }
        if (past.undoes() != null) {
            return "возврат прежнего";
        }
        return past.withSystem() ? "вместе с системой" : "мимо черновиков";
    }

    private String who(String user) {
        return user == null ? "система" : staff.nameOf(user);
    }

    /** @return the day in the insurer's zone */
    String day(Instant instant) {
        return day.format(instant);
    }

    /** @return the moment in the insurer's zone */
    String at(Instant instant) {
        return when.format(instant);
    }
}
