package io.polisflow.crm.funnel;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.InsertOnce;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Stage;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.data.jpa.repository.Query;
import org.springframework.data.repository.Repository;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Keeps the scale by which a premium on the way is expected: one share of won deals for each open stage, set by a head. */
@Service
@Transactional
public class Probabilities {

    private static final int SHOWN_CHANGES = 20;
    private static final BigDecimal HUNDRED = new BigDecimal(100);

    private final Revisions revisions;
    private final InsertOnce insertOnce;
    private final Clock clock;

    Probabilities(Revisions revisions, InsertOnce insertOnce, Clock clock) {
        this.revisions = revisions;
        this.insertOnce = insertOnce;
        this.clock = clock;
    }

    /** @param percents of every open stage, whole, from 0 to 100 */
    public record Scale(int revision, Map<Stage, Integer> percents) {

        /** @return rubles to expect of that premium at that stage, null for null; what is won or lost is not expected any more */
        public BigDecimal expected(Stage stage, BigDecimal premium) {
            return premium == null || !stage.isOpen()
                    ? null
                    : premium.multiply(BigDecimal.valueOf(percents.get(stage)))
                            .divide(HUNDRED, 2, RoundingMode.HALF_UP);
        }
    }

    /** @param text Russian, one line for each stage that changed */
    public record Change(Instant at, String author, String text) {}

    /** @return the stages that have a probability, in the funnel's order */
    public static List<Stage> stages() {
        return Arrays.stream(Stage.values()).filter(Stage::isOpen).toList();
    }

    @Transactional(readOnly = true)
    public Scale scale() {
        List<StageProbability> newest = revisions.findNewest();
        Map<Stage, Integer> percents = new EnumMap<>(Stage.class);
        stages().forEach(stage -> percents.put(stage, 0));
        newest.forEach(row -> percents.put(row.stage(), row.percent()));
        return new Scale(newest.get(0).revision(), percents);
    }

    /**
     * Puts another scale in place of that one; deals count by it at once.
     *
     * @param basis revision that the author has changed
     * @param percents of every open stage
     * @throws RefusedException naming the stage's code when its share will not do; a {@link ConflictException} when
     *     somebody was faster
     */
    public void change(int basis, Map<Stage, Integer> percents, String author) {
        for (Stage stage : stages()) {
            Integer percent = percents.get(stage);
            if (percent == null || percent < 0 || percent > 100) {
                throw new RefusedException(
                        stage.code(), "«" + stage.label() + "»: укажите целое число процентов от 0 до 100");
            }
        }
        Scale present = scale();
        if (basis != present.revision()) {
            throw taken();
        }
        if (percents.equals(present.percents())) {
            throw new RefusedException(null, "Вероятности не изменились: сохранять нечего");
        }
        for (Stage stage : stages()) {
            Map<String, Object> row = new LinkedHashMap<>();
            row.put("id", insertOnce.nextId());
            row.put("revision", basis + 1);
            row.put("stage", stage.name());
            row.put("percent", percents.get(stage));
            row.put("at_", Timestamp.from(clock.instant()));
            row.put("author", author);
            if (!insertOnce.insert("stage_probability", row, List.of("revision", "stage"))) {
                throw taken();
            }
        }
    }

    private static ConflictException taken() {
        return new ConflictException("Пока вы правили, вероятности сохранил другой сотрудник."
                + " Ваши числа остались в форме: сравните их с журналом изменений и сохраните снова");
    }

    /** @return the latest ones, newest first; the delivered scale is none */
    @Transactional(readOnly = true)
    public List<Change> changes() {
        TreeMap<Integer, Map<Stage, StageProbability>> scales = new TreeMap<>();
        revisions.findSince(scale().revision() - SHOWN_CHANGES).forEach(row -> scales.computeIfAbsent(
                        row.revision(), revision -> new EnumMap<>(Stage.class))
                .put(row.stage(), row));
        List<Change> changes = new ArrayList<>();
        scales.descendingMap().forEach((revision, scale) -> {
            Map<Stage, StageProbability> before = scales.get(revision - 1);
            if (before != null) {
                changes.add(change(before, scale));
            }
        });
        return changes;
    }

    private static Change change(Map<Stage, StageProbability> before, Map<Stage, StageProbability> after) {
        List<String> lines = new ArrayList<>();
        after.forEach((stage, row) -> {
            int former = before.containsKey(stage) ? before.get(stage).percent() : 0;
            if (former != row.percent()) {
                lines.add("«" + stage.label() + "»: " + former + " % → " + row.percent() + " %");
            }
        });
        StageProbability any = after.values().iterator().next();
        return new Change(any.at(), any.author(), String.join("\n", lines));
    }

    interface Revisions extends Repository<StageProbability, Long> {

        @Query("select p from StageProbability p"
                + " where p.revision = (select max(q.revision) from StageProbability q)")
        List<StageProbability> findNewest();

        @Query("select p from StageProbability p where p.revision >= :revision")
        List<StageProbability> findSince(int revision);
    }
}
