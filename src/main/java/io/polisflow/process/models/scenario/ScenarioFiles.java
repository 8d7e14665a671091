package io.polisflow.process.models.scenario;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Service;

/** Reads business stories: those that come with the product, and those that somebody hands in. */
@Service
public class ScenarioFiles {

    private static final String PRODUCT = "classpath*:scenarios/*.yaml";

    private final Vocabulary vocabulary;

    ScenarioFiles(Vocabulary vocabulary) {
        this.vocabulary = vocabulary;
    }

    /** The stories of the product, by file and then in their order. */
    public ScenarioReading product() {
        List<Scenario> scenarios = new ArrayList<>();
        List<ScenarioProblem> problems = new ArrayList<>();
        try {
            Resource[] files = new PathMatchingResourcePatternResolver().getResources(PRODUCT);
            Arrays.sort(files, Comparator.comparing(Resource::getFilename));
            for (Resource file : files) {
                ScenarioReading reading = read(file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
                scenarios.addAll(reading.scenarios());
                problems.addAll(reading.problems());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ScenarioReading(List.copyOf(scenarios), List.copyOf(problems));
    }

    /**
     * @param file a name for messages
     * @return what could be understood, and everything that could not
     */
    public ScenarioReading read(String file, String content) {
        return new ScenarioReader(file, vocabulary).read(content);
    }

    /** The sentences that stories are made of. */
    public List<PhraseHelp> vocabulary() {
        return vocabulary.help();
    }
}
