package io.polisflow.process.models.draft;

import io.polisflow.process.models.gate.ModelFile;
import java.util.Collection;
import java.util.List;

/** Plays business stories on models as they would be with a draft in force, apart from everything that runs; the bean of this type gives a draft's page its button. */
public interface DraftTrial {

    /**
     * @param whole everything as it would be in force
     * @return what came of each story, in order
     */
    List<Outcome> run(Collection<ModelFile> whole);

    /**
     * What came of one story.
     *
     * @param useCase under which it is listed
     * @param why what went otherwise than told, one sentence each; empty when it passed
     * @param file the model in which it stopped, or null
     * @param element where the token stood then, or null
     */
    record Outcome(String useCase, String title, boolean passed, List<String> why, String file, String element) {}
}
