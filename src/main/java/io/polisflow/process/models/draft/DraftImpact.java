package io.polisflow.process.models.draft;

import io.polisflow.process.engine.RunningInstances;
import io.polisflow.process.engine.RunningInstances.Count;
import io.polisflow.process.models.gate.ModelFile;
import io.polisflow.process.sla.DeadlineMoves;
import io.polisflow.process.sla.Recalculation;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Tells beforehand how much runs on the models that a draft changes. */
@Service
@Transactional(readOnly = true)
public class DraftImpact {

    private static final String FOLDER = "bpmn/";
    private static final String SUFFIX = ".bpmn";

    private static final String TABLE = ".dmn";

    private final RunningInstances running;
    private final Recalculation recalculation;

    DraftImpact(RunningInstances running, Recalculation recalculation) {
        this.running = running;
        this.recalculation = recalculation;
    }

    /** @param table key of the table that moves them */
    public record Moved(String table, DeadlineMoves moves) {}

    /** @return what the tables of terms among the files would move; empty when none of them is one */
    public List<Moved> deadlines(Collection<ModelFile> deployed) {
        return deployed.stream()
                .filter(file -> Recalculation.isTable(table(file)))
                .map(file -> new Moved(table(file), recalculation.preview(table(file), file.content())))
                .toList();
    }

    private static String table(ModelFile file) {
        String path = file.path();
        return path.startsWith(FOLDER) && path.endsWith(TABLE)
                ? path.substring(FOLDER.length(), path.length() - TABLE.length())
                : "";
    }

    /**
     * What runs on one model; it stays on the version it began with.
     *
     * @param key of the process
     * @param deals of which so many different ones
     */
    public record Running(String key, long instances, long deals) {}

    /** @param deployed what would be deployed together */
    public List<Running> of(Collection<ModelFile> deployed) {
        return ofModels(deployed.stream()
                .map(ModelFile::path)
                .filter(path -> path.startsWith(FOLDER) && path.endsWith(SUFFIX))
                .map(path -> path.substring(FOLDER.length(), path.length() - SUFFIX.length()))
                .toList());
    }

    /** @return in order of the keys, also those on which nothing runs */
    public List<Running> ofModels(Collection<String> keys) {
        Map<String, Count> counts = running.of(keys);
        return new TreeSet<>(keys)
                .stream()
                        .map(key -> {
                            Count count = counts.getOrDefault(key, new Count(0, 0));
                            return new Running(key, count.instances(), count.deals());
                        })
                        .toList();
    }
}
