package io.polisflow.process.models.gate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.dmn.Dmn;
import org.camunda.bpm.model.dmn.DmnModelInstance;
import org.springframework.stereotype.Component;

/** Reads what is handed in, and what is in force beside it; what cannot be read is told and left out. */
@Component
class ModelSetReader {

    private static final String UNREADABLE = "unreadable-file";
    private static final String TYPE = "file-type";
    private static final String SIZE = "file-size";

    private final ObjectMapper json;
    private final DeployedModels deployed;

    ModelSetReader(ObjectMapper json, DeployedModels deployed) {
        this.json = json;
        this.deployed = deployed;
    }

    /**
     * The set with where the elements of its files begin.
     *
     * @param lines by path, then by the element's id
     */
    record Reading(ModelSet set, Map<String, Map<String, Integer>> lines) {}

    Reading read(Collection<ModelFile> files, Findings findings) {
        Contents contents = new Contents(findings);
        List<ModelFile> fitting = files.stream().filter(contents::fits).toList();
        long bytes = fitting.stream().mapToLong(file -> file.content().length).sum();
        if (fitting.size() <= ModelLimits.FILES && bytes <= ModelLimits.SET_BYTES) {
            fitting.forEach(contents::add);
        } else {
            fitting.forEach(file -> contents.examined.add(file.path()));
            findings.error(
                    SIZE,
                    Place.of(fitting.get(0).path()),
                    "Файлов в наборе: %d, вместе %s; столько за один раз не принимается"
                            .formatted(fitting.size(), ModelLimits.megabytes(bytes)),
                    "Разверните не больше %d файлов и %s за раз."
                            .formatted(ModelLimits.FILES, ModelLimits.megabytes(ModelLimits.SET_BYTES)));
        }
        deployed.addTo(contents.models, contents.decisions, contents.forms);
        ModelSet set = new ModelSet(
                contents.models,
                contents.decisions,
                contents.forms,
                contents.examined,
                contents.bringsDeadlines ? deployed.oldTasks(contents.models.values()) : List.of());
        return new Reading(set, contents.lines);
    }

    private final class Contents {

        private final Map<String, BpmnModelInstance> models = new LinkedHashMap<>();
        private final Map<String, DmnModelInstance> decisions = new LinkedHashMap<>();
        private final Map<String, JsonNode> forms = new LinkedHashMap<>();
        private final Set<String> examined = new LinkedHashSet<>();
        private final Map<String, Map<String, Integer>> lines = new HashMap<>();
        private final Findings findings;
        private final ModelKeys keys;
        private boolean bringsDeadlines;

        Contents(Findings findings) {
            this.findings = findings;
            this.keys = new ModelKeys(findings);
        }

        boolean fits(ModelFile file) {
            if (file.content().length <= ModelLimits.FILE_BYTES) {
                return true;
            }
            examined.add(file.path());
            findings.error(
                    SIZE,
                    Place.of(file.path()),
                    "Файл слишком велик: %s, а принимаются файлы до %s"
                            .formatted(
                                    ModelLimits.megabytes(file.content().length),
                                    ModelLimits.megabytes(ModelLimits.FILE_BYTES)),
                    "Разделите модель на вызываемые процессы или проверьте, тот ли это файл.");
            return false;
        }

        void add(ModelFile file) {
            if (!examined.add(file.path())) {
                findings.error(
                        ModelKeys.TWICE,
                        Place.of(file.path()),
                        "Файл с таким именем есть в наборе дважды",
                        "Оставьте один из двух.");
                return;
            }
            try {
                read(file);
            } catch (RuntimeException e) {
                findings.error(
                        UNREADABLE,
                        Place.of(file.path()),
                        "Файл не читается: " + e.getMessage(),
                        "Откройте файл в Camunda Modeler и сохраните его заново.");
            }
        }

        private void read(ModelFile file) {
            // The names by which the engine tells what a file is: bpmn and dmn it takes by their last letters, even
            // without a dot.
            if (file.path().endsWith(".bpmn")) {
                readModel(file);
            } else if (file.path().endsWith(".dmn")) {
                readDecisions(file);
            } else if (file.path().endsWith(".form")) {
                readForm(file);
            } else if (WordingFile.is(file.path())) {
                WordingFile.check(file, findings);
            } else {
                findings.error(
                        TYPE,
                        Place.of(file.path()),
                        "Файлы такого вида здесь не разворачивают",
                        "Оставьте в наборе модели (.bpmn), таблицы решений (.dmn) и формы (.form).");
            }
        }

        private void readModel(ModelFile file) {
            Map<String, Integer> begins = XmlProbe.look(file, XmlLanguage.BPMN, findings);
            if (begins != null) {
                lines.put(file.path(), begins);
                BpmnModelInstance model = Bpmn.readModelFromStream(new ByteArrayInputStream(file.content()));
                models.put(file.path(), model);
                keys.check(file, model);
            }
        }

        private void readDecisions(ModelFile file) {
            Map<String, Integer> begins = XmlProbe.look(file, XmlLanguage.DMN, findings);
            if (begins != null) {
                lines.put(file.path(), begins);
                DmnModelInstance model = Dmn.readModelFromStream(new ByteArrayInputStream(file.content()));
                decisions.put(file.path(), model);
                bringsDeadlines |= model.getModelElementById(TableContract.DEADLINES) != null;
                keys.check(file, model);
            }
        }

        private void readForm(ModelFile file) {
            JsonNode form = FormProbe.look(file, json, findings);
            if (form != null) {
                lines.put(file.path(), FormProbe.lines(file, json));
                forms.put(file.path(), form);
                keys.check(file, form);
            }
        }
    }
}
