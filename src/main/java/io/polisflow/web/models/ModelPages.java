package io.polisflow.web.models;

import io.polisflow.crm.deal.Staff;
import io.polisflow.process.models.draft.DraftImpact;
import io.polisflow.process.models.draft.DraftImpact.Running;
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

    /** What the system deploys at its start is called so by the engine's starter. */
    private static final String STARTER = "SpringAutoDeployment";

    private static final int MOST_PAST = 30;

    private final ModelDrafts drafts;
    private final ReleaseHistory history;
    private final DraftImpact impact;
    private final Staff staff;
    private final DateTimeFormatter when;

    ModelPages(ModelDrafts drafts, ReleaseHistory history, DraftImpact impact, Staff staff, Clock clock) {
        this.drafts = drafts;
        this.history = history;
        this.impact = impact;
        this.staff = staff;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /** @param due when it takes effect, or null */
    public record DraftRow(long id, String title, String note, String state, String due, String at, String who) {}

    /** @param running of instances, null for a table */
    public record ModelRow(
            String key, String name, int version, boolean table, String at, String who, String origin, Long running) {}

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
        return STARTER.equals(past.title()) ? "вместе с системой" : "мимо черновиков";
    }

    private String who(String user) {
        return user == null ? "система" : staff.nameOf(user);
    }

    /** @return the moment in the insurer's zone */
    String at(Instant instant) {
        return when.format(instant);
    }
}
