package io.polisflow.web.models;

import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.proposal.Rubles;
import io.polisflow.process.models.migration.MappedStep;
import io.polisflow.process.models.migration.MappingProposal;
import io.polisflow.process.models.migration.MappingProposal.Option;
import io.polisflow.process.models.migration.MappingProposal.Origin;
import io.polisflow.process.models.migration.MappingProposal.StepChoice;
import io.polisflow.process.models.migration.Migrations;
import io.polisflow.process.models.migration.ModelMigration;
import io.polisflow.process.models.migration.ModelMigration.State;
import io.polisflow.process.models.migration.ModelVersion;
import io.polisflow.process.models.migration.MovedInstance;
import io.polisflow.process.models.migration.MovedInstance.Forecast;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import io.polisflow.process.models.migration.Stake;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Service;
import org.springframework.web.server.ResponseStatusException;

/** Reads migrations for those who start them: how many deals, of what stage and premium, but nothing of their clients. */
@Service
class MigrationPages {

    private static final int ROWS = 50;

    private final Migrations migrations;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    MigrationPages(Migrations migrations, Staff staff, Clock clock) {
        this.migrations = migrations;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    /**
     * @param label e.g. «версия 3, идёт 12»
     * @param chosen whether it is the one shown
     */
    record VersionOption(int version, String label, boolean chosen) {}

    /**
     * @param tone of its badge
     * @param target chosen step, blank to stay
     */
    record StepRow(
            String step,
            String name,
            String kind,
            int standing,
            String origin,
            String tone,
            String target,
            List<Option> options) {}

    /**
     * @param from null when nothing runs on an older version
     * @param differing steps that need a person's eye
     * @param same steps that go on as they are
     */
    record ChoicePage(
            String key,
            String name,
            List<VersionOption> froms,
            List<VersionOption> tos,
            ModelVersion from,
            ModelVersion to,
            List<StepRow> differing,
            List<StepRow> same,
            List<PastRow> past) {}

    record PastRow(long id, String title, String state, String tone, String at, String who, String reason) {}

    record Count(String code, String label, String tone, int instances, boolean chosen) {}

    record InstanceRow(
            String deal, String stage, String premium, String steps, String what, String tone, String reason) {}

    record StageRow(String stage, int deals, String premium) {}

    record StepStake(String name, int instances, int movable, String premium) {}

    record StakeView(
            int instances,
            int deals,
            int clients,
            String premium,
            int outside,
            List<StageRow> stages,
            List<StepStake> steps,
            List<Stake.Obstacle> obstacles) {}

    /**
     * @param polls whether it moves by itself and has to be asked for again
     * @param done instances that the present work is through with
     * @param undoes the migration that it takes back, or null
     * @param takenBack the migration that takes it back, or null
     * @param next id of the instance behind which there are more, or null
     */
    record MigrationView(
            long id,
            String key,
            String name,
            int from,
            int to,
            State state,
            String stateLabel,
            boolean interrupted,
            boolean polls,
            int total,
            int done,
            int percent,
            String author,
            String at,
            String startedBy,
            String startedAt,
            String finishedAt,
            String reason,
            Long undoes,
            Long takenBack,
            int moved,
            int stayed,
            StakeView stake,
            List<MappedStep> renamed,
            List<String> timers,
            List<Count> counts,
            String show,
            List<InstanceRow> rows,
            String next) {

        public boolean is(String name) {
            return state.name().equals(name);
        }
    }

    /** @param chosen step → target as typed, null for what is proposed */
    ChoicePage choice(String key, Integer from, Integer to, Map<String, String> chosen) {
        List<ModelVersion> versions = versions(key);
        ModelVersion target = to == null ? versions.get(0) : found(versions, to);
        ModelVersion source = from == null ? busiest(versions, target) : found(versions, from);
        List<StepRow> rows = source == null || source.version() == target.version()
                ? List.of()
                : rows(migrations.propose(key, source.version(), target.version()), chosen);
        return new ChoicePage(
                key,
                versions.get(0).name(),
                options(versions.stream().filter(each -> each.running() > 0).toList(), source),
                options(versions, target),
                source,
                target,
                rows.stream()
                        .filter(row -> !row.origin().equals(Origin.SAME.label()))
                        .toList(),
                rows.stream()
                        .filter(row -> row.origin().equals(Origin.SAME.label()))
                        .toList(),
                migrations.latest(key).stream().map(this::past).toList());
    }

    private List<ModelVersion> versions(String key) {
        List<ModelVersion> versions = migrations.versions(key);
        if (versions.isEmpty()) {
            throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой модели нет");
        }
        return versions;
    }

    private static ModelVersion found(List<ModelVersion> versions, int version) {
        return versions.stream()
                .filter(each -> each.version() == version)
                .findFirst()
                .orElseThrow(() -> new ResponseStatusException(HttpStatus.NOT_FOUND, "Такой версии нет"));
    }

    /** @throws ResponseStatusException when there is no such version */
    void requireVersions(String key, int from, int to) {
        List<ModelVersion> versions = versions(key);
        found(versions, from);
        found(versions, to);
    }

    private static ModelVersion busiest(List<ModelVersion> versions, ModelVersion target) {
        return versions.stream()
                .filter(each -> each.version() != target.version() && each.running() > 0)
                .max(Comparator.comparing(ModelVersion::running))
                .orElse(null);
    }

    private static List<VersionOption> options(List<ModelVersion> versions, ModelVersion chosen) {
        return versions.stream()
                .map(each -> new VersionOption(
                        each.version(),
                        "версия " + each.version() + ", идёт " + each.running(),
                        chosen != null && each.version() == chosen.version()))
                .toList();
    }

    private static List<StepRow> rows(MappingProposal proposal, Map<String, String> chosen) {
        return proposal.steps().stream()
                .map(step -> new StepRow(
                        step.step(),
                        step.name(),
                        step.kind(),
                        step.standing(),
                        step.origin().label(),
                        tone(step),
                        chosen == null
                                ? step.target() == null ? "" : step.target()
                                : chosen.getOrDefault(step.step(), ""),
                        step.options()))
                .toList();
    }

    private static String tone(StepChoice step) {
        return switch (step.origin()) {
            case SAME -> "good";
            case SUGGESTED -> "warn";
            case NONE -> step.standing() > 0 ? "bad" : "";
        };
    }

    private PastRow past(ModelMigration migration) {
        return new PastRow(
                migration.id(),
                "Версия " + migration.sourceVersion() + " → " + migration.targetVersion(),
                migration.state().label(),
                migration.state() == State.DONE ? "good" : migration.state() == State.PAUSED ? "warn" : "",
                at(migration.startedAt() == null ? migration.createdAt() : migration.startedAt()),
                staff.nameOf(migration.startedBy() == null ? migration.author() : migration.startedBy()),
                migration.reason());
    }

    private String at(Instant instant) {
        return instant == null ? null : when.format(instant);
    }

    /** @throws ResponseStatusException when the model has no such migration */
    ModelMigration requireOf(String key, long id) {
        try {
            ModelMigration migration = migrations.get(id);
            if (migration.modelKey().equals(key)) {
                return migration;
            }
        } catch (NoSuchElementException e) {
            // Answered below like one of another model.
        }
        throw new ResponseStatusException(HttpStatus.NOT_FOUND, "Такого переноса нет");
    }

    /**
     * @param show code of a forecast or outcome, null for what most likely interests
     * @param after id of the instance before
     */
    MigrationView migration(String key, long id, String show, String after) {
        ModelMigration migration = requireOf(key, id);
        Map<Forecast, Integer> forecasts = migrations.forecasts(id);
        Map<Outcome, Integer> outcomes = migrations.outcomes(id);
        boolean rehearsal = migration.state() == State.REHEARSING || migration.state() == State.REHEARSED;
        int total = migrations.total(id);
        int done = sum(rehearsal ? forecasts : outcomes);
        boolean interrupted = migration.interrupted(clock.instant());
        Enum<?> shown = shown(show, rehearsal, outcomes);
        List<MovedInstance> instances = shown instanceof Outcome outcome
                ? migrations.instances(id, outcome, after, ROWS + 1)
                : migrations.instances(id, (Forecast) shown, after, ROWS + 1);
        List<MovedInstance> page = instances.size() > ROWS ? instances.subList(0, ROWS) : instances;
        return new MigrationView(
                id,
                key,
                migration.modelName(),
                migration.sourceVersion(),
                migration.targetVersion(),
                migration.state(),
                migration.state().label(),
                interrupted,
                migration.working() && !interrupted,
                total,
                done,
                total == 0 ? 100 : (int) (100L * done / total),
                staff.nameOf(migration.author()),
                at(migration.createdAt()),
                migration.startedBy() == null ? null : staff.nameOf(migration.startedBy()),
                at(migration.startedAt()),
                at(migration.finishedAt()),
                migration.reason(),
                migration.undoesId(),
                migrations.takenBackBy(id).map(ModelMigration::id).orElse(null),
                outcomes.getOrDefault(Outcome.MOVED, 0),
                outcomes.getOrDefault(Outcome.STAYED, 0),
                migration.state() == State.REHEARSING ? null : stake(migrations.stake(id)),
                migrations.steps(id).stream().filter(MappedStep::renamed).toList(),
                migrations.timers(id),
                rehearsal ? counts(forecasts, shown) : counts(outcomes, shown),
                shown == null ? null : shown.name(),
                page.stream().map(MigrationPages::row).toList(),
                instances.size() > ROWS ? page.get(ROWS - 1).instanceId() : null);
    }

    private static int sum(Map<?, Integer> counts) {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /** Without a wish one reads first what stayed where it was. */
    private static Enum<?> shown(String show, boolean rehearsal, Map<Outcome, Integer> outcomes) {
        Enum<?>[] values = rehearsal ? Forecast.values() : Outcome.values();
        if (show == null) {
            return !rehearsal && outcomes.containsKey(Outcome.STAYED) ? Outcome.STAYED : null;
        }
        return Arrays.stream(values)
                .filter(value -> value.name().equals(show))
                .findFirst()
                .orElse(null);
    }

    private static List<Count> counts(Map<? extends Enum<?>, Integer> counts, Enum<?> shown) {
        List<Count> chips = new ArrayList<>();
        counts.forEach((value, instances) ->
                chips.add(new Count(value.name(), ofMany(value), tone(value), instances, value == shown)));
        return chips;
    }

    /** Before a number, where the label of a single one would not agree with it. */
    private static String ofMany(Enum<?> value) {
        if (value instanceof Forecast forecast) {
            return switch (forecast) {
                case CAN -> "Могут перейти";
                case BUSY -> "Заняты в этот момент";
                case CANNOT -> "Останутся на прежней версии";
                case ENDED -> "Уже закончились";
            };
        }
        return switch ((Outcome) value) {
            case MOVED -> "Перенесено";
            case STAYED -> "Осталось на прежней версии";
            case ENDED -> "Закончилось раньше";
        };
    }

    private static String label(Enum<?> value) {
        return value instanceof Forecast forecast ? forecast.label() : ((Outcome) value).label();
    }

    private static String tone(Enum<?> value) {
        if (value == Forecast.CAN || value == Outcome.MOVED) {
            return "good";
        }
        return value == Forecast.CANNOT || value == Outcome.STAYED ? "warn" : "";
    }

    private static StakeView stake(Stake stake) {
        return new StakeView(
                stake.instances(),
                stake.deals(),
                stake.clients(),
                Rubles.whole(stake.premium()),
                stake.outside(),
                stake.stages().stream()
                        .map(each -> new StageRow(each.stage().label(), each.deals(), Rubles.whole(each.premium())))
                        .toList(),
                stake.steps().stream()
                        .map(each -> new StepStake(
                                each.name(), each.instances(), each.movable(), Rubles.whole(each.premium())))
                        .toList(),
                stake.obstacles());
    }

    private static InstanceRow row(MovedInstance instance) {
        Enum<?> what = instance.outcome() == null ? instance.forecast() : instance.outcome();
        return new InstanceRow(
                instance.dealNumber() == null ? "без номера" : instance.dealNumber(),
                instance.stage() == null ? null : instance.stage().label(),
                instance.premium() == null ? null : Rubles.whole(instance.premium()),
                instance.steps(),
                what == null ? null : label(what),
                what == null ? "" : tone(what),
                instance.reason());
    }
}
