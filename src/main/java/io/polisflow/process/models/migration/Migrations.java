package io.polisflow.process.models.migration;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.process.engine.BatchJobs;
import io.polisflow.process.models.migration.MappingProposal.Option;
import io.polisflow.process.models.migration.MappingProposal.Origin;
import io.polisflow.process.models.migration.MappingProposal.StepChoice;
import io.polisflow.process.models.migration.MigrationPlans.Versions;
import io.polisflow.process.models.migration.MigrationRows.Instance;
import io.polisflow.process.models.migration.ModelMigration.State;
import io.polisflow.process.models.migration.MovedInstance.Forecast;
import io.polisflow.process.models.migration.MovedInstance.Outcome;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.data.domain.Limit;
import org.springframework.data.jpa.repository.JpaRepository;
import org.springframework.data.jpa.repository.Query;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/**
 * Moves running instances from one version of a model to another, when an analyst says so: mapped, rehearsed, started with a
 * reason, paused, tried again, taken back.
 */
@Service
@Transactional
public class Migrations {

    private static final int SHORTEST_REASON = 5;
    private static final int LONGEST_REASON = 1000;
    private static final int LATEST = 20;

    private final MigrationRepository migrations;
    private final MigrationRows rows;
    private final MigrationPlans plans;
    private final BatchJobs jobs;
    private final ModelVersions versions;
    private final EntityManager entities;
    private final InsertOnce insertOnce;
    private final Clock clock;

    Migrations(
            MigrationRepository migrations,
            MigrationRows rows,
            MigrationPlans plans,
            BatchJobs jobs,
            ModelVersions versions,
            EntityManager entities,
            InsertOnce insertOnce,
            Clock clock) {
        this.migrations = migrations;
        this.rows = rows;
        this.plans = plans;
        this.jobs = jobs;
        this.versions = versions;
        this.entities = entities;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /** @return newest first, with how many instances run on each; empty when there is no such model */
    @Transactional(readOnly = true)
    public List<ModelVersion> versions(String modelKey) {
        return versions.of(modelKey);
    }

    /**
     * How the steps of two versions go together: the same ones, and likely successors of those that are gone.
     *
     * @throws NoSuchElementException when there is no such version
     */
    @Transactional(readOnly = true)
    public MappingProposal propose(String modelKey, int from, int to) {
        ModelVersion source = versions.get(modelKey, from);
        ModelVersion target = versions.get(modelKey, to);
        Versions both = plans.versions(source.id(), target.id());
        Map<String, String> automatic = plans.automatic(both);
        Map<String, Integer> standing = versions.standing(source);
        List<StepChoice> steps = both.sources().values().stream()
                .map(step ->
                        choice(step, automatic.get(step.id()), standing.getOrDefault(step.id(), 0), both.targets()))
                .sorted(Comparator.comparing(StepChoice::origin)
                        .reversed()
                        .thenComparing(StepChoice::standing, Comparator.reverseOrder()))
                .toList();
        return new MappingProposal(source, target, steps);
    }

    private static StepChoice choice(ModelStep step, String target, int standing, Map<String, ModelStep> targets) {
        Origin origin = target == null ? Origin.NONE : target.equals(step.id()) ? Origin.SAME : Origin.SUGGESTED;
        return new StepChoice(
                step.id(),
                step.name(),
                StepKind.label(step.type()),
                step.trigger(),
                standing,
                target,
                origin,
                targets.values().stream()
                        .filter(each -> each.type().equals(step.type()))
                        .map(each -> new Option(each.id(), each.name()))
                        .toList());
    }

    /**
     * Begins to look at every instance that runs on the version; nothing is moved.
     *
     * @param mapping step of the source → step of the target; tokens of steps that are left out stay
     * @param user id of who asks
     * @return the migration's id
     * @throws RefusedException when nothing runs there or the engine does not take the mapping; a line for each reason
     * @throws NoSuchElementException when there is no such version
     */
    public long rehearse(String modelKey, int from, int to, Map<String, String> mapping, String user) {
        ModelVersion source = versions.get(modelKey, from);
        ModelVersion target = versions.get(modelKey, to);
        if (from == to) {
            throw new RefusedException("to", "Выберите две разные версии: переносить на ту же незачем");
        }
        return rehearse(source, target, mapping, versions.running(source), null, user);
    }

    private long rehearse(
            ModelVersion source,
            ModelVersion target,
            Map<String, String> mapping,
            List<Instance> instances,
            Long undoesId,
            String user) {
        if (instances.isEmpty()) {
            throw new RefusedException("from", "На версии " + source.version() + " ничего не идёт: переносить нечего");
        }
        Versions both = plans.versions(source.id(), target.id());
        plans.plan(both, mapping);
        ModelMigration migration =
                new ModelMigration(insertOnce.nextId(), source, target, user, undoesId, clock.instant());
        migrations.saveAndFlush(migration);
        rows.keepSteps(
                migration.id(),
                mapping.entrySet().stream()
                        .map(each -> new MappedStep(
                                each.getKey(),
                                both.sources().get(each.getKey()).name(),
                                each.getValue(),
                                both.targets().get(each.getValue()).name()))
                        .toList());
        rows.keepInstances(migration.id(), instances);
        schedule(migration);
        return migration.id();
    }

    private void schedule(ModelMigration migration) {
        jobs.schedule(
                MigrationWork.JOB,
                migration.id(),
                migration.run(),
                ClockUtil.getCurrentTime().toInstant());
    }

    /**
     * Begins to move the instances that were looked at.
     *
     * @param reason why, for whoever asks later
     * @throws RefusedException without a reason
     * @throws ConflictException when it is started already, or another migration moves the same version's instances
     */
    public void start(long migrationId, String reason, String user) {
        String why = reason == null ? "" : reason.strip();
        if (why.length() < SHORTEST_REASON || why.length() > LONGEST_REASON) {
            throw new RefusedException("reason", "Напишите, зачем переносите сделки: от 5 до 1000 знаков");
        }
        ModelMigration migration = locked(migrationId);
        migrations.findBySourceIdAndStateIn(migration.sourceId(), List.of(State.RUNNING, State.PAUSED)).stream()
                .filter(other -> !other.id().equals(migrationId))
                .findFirst()
                .ifPresent(other -> {
                    throw new ConflictException(
                            "С версии " + other.sourceVersion() + " уже идёт другой перенос: дождитесь его конца");
                });
        migration.start(why, user, clock.instant());
        schedule(migration);
    }

    /** From now on nothing moves. @throws ConflictException when nothing did */
    public void pause(long migrationId) {
        locked(migrationId).pause(clock.instant());
    }

    /** Goes on after a pause or where a crash cut it off. @throws ConflictException when neither was */
    public void resume(long migrationId) {
        ModelMigration migration = locked(migrationId);
        migration.resume(clock.instant());
        schedule(migration);
    }

    /** Tries the instances that stayed once more. @throws RefusedException when none did */
    public void retry(long migrationId) {
        ModelMigration migration = locked(migrationId);
        migration.retry(clock.instant());
        if (rows.reopenStayed(migrationId) == 0) {
            throw new RefusedException(null, "Повторять нечего: на прежней версии никто не остался");
        }
        schedule(migration);
    }

    /**
     * Begins to look at moving back what a migration has moved, by the same steps the other way round. A step that several were
     * mapped to has no way back: what stands there stays.
     *
     * @return id of the new migration, which has to be started like any other
     * @throws ConflictException while the migration is still at work
     * @throws RefusedException when nothing of it runs any more
     */
    public long takeBack(long migrationId, String user) {
        ModelMigration migration = locked(migrationId);
        if (migration.state() != State.DONE && migration.state() != State.PAUSED) {
            throw new ConflictException("Вернуть можно, когда перенос завершён или на паузе");
        }
        ModelVersion source = versions.get(migration.modelKey(), migration.targetVersion());
        ModelVersion target = versions.get(migration.modelKey(), migration.sourceVersion());
        Map<String, String> back = inverted(rows.steps(migrationId));
        return rehearse(source, target, back, rows.moved(migrationId), migrationId, user);
    }

    private static Map<String, String> inverted(List<MappedStep> steps) {
        List<String> targets = steps.stream().map(MappedStep::target).toList();
        Map<String, String> back = new LinkedHashMap<>();
        steps.stream()
                .filter(step -> Collections.frequency(targets, step.target()) == 1)
                .forEach(step -> back.put(step.target(), step.source()));
        return back;
    }

    /** @throws NoSuchElementException when there is none */
    @Transactional(readOnly = true)
    public ModelMigration get(long migrationId) {
        return migrations.findById(migrationId).orElseThrow();
    }

    /** @return of that model, newest first */
    @Transactional(readOnly = true)
    public List<ModelMigration> latest(String modelKey) {
        return migrations.findByModelKeyOrderByIdDesc(modelKey, Limit.of(LATEST));
    }

    /** @return the newest migration that takes this one back */
    @Transactional(readOnly = true)
    public Optional<ModelMigration> takenBackBy(long migrationId) {
        return migrations.findFirstByUndoesIdOrderByIdDesc(migrationId);
    }

    @Transactional(readOnly = true)
    public List<MappedStep> steps(long migrationId) {
        return rows.steps(migrationId);
    }

    /** @return how many instances it is about */
    @Transactional(readOnly = true)
    public int total(long migrationId) {
        return rows.total(migrationId);
    }

    /** @return what would come of how many, those without any are absent */
    @Transactional(readOnly = true)
    public Map<Forecast, Integer> forecasts(long migrationId) {
        return rows.forecasts(migrationId);
    }

    /** @return what came of how many, those without any are absent */
    @Transactional(readOnly = true)
    public Map<Outcome, Integer> outcomes(long migrationId) {
        return rows.outcomes(migrationId);
    }

    @Transactional(readOnly = true)
    public Stake stake(long migrationId) {
        return rows.stake(migrationId);
    }

    /** @param after id of the instance before, empty for the first @return those with that forecast, null for all */
    @Transactional(readOnly = true)
    public List<MovedInstance> instances(long migrationId, Forecast forecast, String after, int most) {
        return rows.page(migrationId, forecast, after, most);
    }

    /** @param after id of the instance before, empty for the first @return those with that outcome, null for all */
    @Transactional(readOnly = true)
    public List<MovedInstance> instances(long migrationId, Outcome outcome, String after, int most) {
        return rows.page(migrationId, outcome, after, most);
    }

    /** @return what becomes of the timers that wait in one of the versions only, a sentence each */
    @Transactional(readOnly = true)
    public List<String> timers(long migrationId) {
        ModelMigration migration = get(migrationId);
        Versions both;
        try {
            both = plans.versions(migration.sourceId(), migration.targetId());
        } catch (org.camunda.bpm.engine.ProcessEngineException gone) {
            return List.of();
        }
        List<MappedStep> steps = rows.steps(migrationId);
        List<String> kept = steps.stream().map(MappedStep::source).toList();
        List<String> known = steps.stream().map(MappedStep::target).toList();
        List<String> sentences = new ArrayList<>();
        both.sources().values().stream()
                .filter(step -> step.trigger() && step.isTimer() && !kept.contains(step.id()))
                .forEach(step -> sentences.add("Таймер «" + step.name() + "» исчезнет: в новой версии его нет"));
        both.targets().values().stream()
                .filter(step -> step.trigger() && step.isTimer() && !known.contains(step.id()))
                .forEach(step ->
                        sentences.add("Таймер «" + step.name() + "» появится: отсчёт начнётся с минуты переноса"));
        return sentences;
    }

    private ModelMigration locked(long migrationId) {
        ModelMigration migration = entities.find(ModelMigration.class, migrationId, LockModeType.PESSIMISTIC_WRITE);
        if (migration == null) {
            throw new NoSuchElementException("No migration " + migrationId);
        }
        return migration;
    }

    interface MigrationRepository extends JpaRepository<ModelMigration, Long> {

        List<ModelMigration> findBySourceIdAndStateIn(String sourceId, List<State> states);

        List<ModelMigration> findByModelKeyOrderByIdDesc(String modelKey, Limit most);

        @Query("select m from ModelMigration m where m.undoesId = :undoesId order by m.id desc limit 1")
        Optional<ModelMigration> findFirstByUndoesIdOrderByIdDesc(long undoesId);
    }
}
