package io.polisflow.process.models.documentation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.process.engine.OwnWork;
import io.polisflow.process.models.documentation.ModelDocument.Form;
import io.polisflow.process.models.documentation.ModelDocument.Template;
import io.polisflow.process.models.documentation.ModelDocument.Use;
import io.polisflow.process.models.documentation.ModelDocument.Version;
import io.polisflow.process.models.documentation.TableDocument.Cell;
import io.polisflow.process.models.documentation.TableDocument.Column;
import io.polisflow.process.models.documentation.TableDocument.Row;
import io.polisflow.process.models.draft.ModelsInForce;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.DecisionDefinition;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.engine.repository.ResourceDefinition;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.instance.BusinessRuleTask;
import org.camunda.bpm.model.bpmn.instance.CallActivity;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** Describes deployed models and tables: from the models themselves, their forms, the table of deadlines and the element templates. */
@Service
@Transactional(readOnly = true)
public class ModelDocuments {

    private static final Map<String, String> HIT_POLICIES = Map.of(
            "UNIQUE", "подходит всегда только одна строка",
            "FIRST", "отвечает первая строка, которая подошла",
            "ANY", "подойти могут несколько строк, но ответ у них один",
            "COLLECT", "отвечают все строки, которые подошли",
            "RULE_ORDER", "отвечают все строки, которые подошли, по порядку");

    private final RepositoryService repository;
    private final ModelsInForce files;
    private final StepTemplates templates;
    private final CrmWords crm;
    private final OwnWork ownWork;
    private final ObjectMapper json;

    ModelDocuments(
            RepositoryService repository,
            ModelsInForce files,
            StepTemplates templates,
            CrmWords crm,
            OwnWork ownWork,
            ObjectMapper json) {
        this.repository = repository;
        this.files = files;
        this.templates = templates;
        this.crm = crm;
        this.ownWork = ownWork;
        this.json = json;
    }

    /**
     * @param version null for the one in force
     * @return empty when there is no such process or no such version
     */
    public Optional<ModelDocument> process(String key, Integer version) {
        return ownWork.call(() -> {
            List<ProcessDefinition> all = versionsOf(key);
            return shown(all, version).map(definition -> document(definition, versions(all)));
        });
    }

    /** @return id of that version, or of the one in force for null; empty when there is no such process or version */
    public Optional<String> definition(String key, Integer version) {
        return ownWork.call(() -> shown(versionsOf(key), version).map(ProcessDefinition::getId));
    }

    private List<ProcessDefinition> versionsOf(String key) {
        return repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(key)
                .orderByProcessDefinitionVersion()
                .desc()
                .list();
    }

    /**
     * @param version null for the one in force
     * @return empty when there is no such table or no such version
     */
    public Optional<TableDocument> table(String key, Integer version) {
        return ownWork.call(() -> {
            List<DecisionDefinition> all = repository
                    .createDecisionDefinitionQuery()
                    .decisionDefinitionKey(key)
                    .orderByDecisionDefinitionVersion()
                    .desc()
                    .list();
            return shown(all, version).map(definition -> document(definition, versions(all)));
        });
    }

    private static <T extends ResourceDefinition> Optional<T> shown(List<T> all, Integer version) {
        return all.stream()
                .filter(each -> version == null || each.getVersion() == version)
                .findFirst();
    }

    private static List<Version> versions(List<? extends ResourceDefinition> all) {
        return all.stream()
                .map(each -> new Version(each.getId(), each.getVersion()))
                .toList();
    }

    private static String name(ResourceDefinition definition) {
        return definition.getName() == null ? definition.getKey() : definition.getName();
    }

    private ModelDocument document(ProcessDefinition definition, List<Version> versions) {
        BpmnModelInstance model = repository.getBpmnModelInstance(definition.getId());
        Process process = model.getModelElementById(definition.getKey());
        List<ProcessDefinition> inForce = processes();
        ElementReading reading = new ElementReading(
                definition.getKey(), templates, forms(definition), new Deadlines(deadlines()), names(inForce));
        return new ModelDocument(
                definition.getId(),
                definition.getKey(),
                name(definition),
                definition.getVersion(),
                ElementReading.documentation(process),
                versions,
                uses(inForce, CallActivity.class, call -> definition.getKey().equals(call.getCalledElement())),
                FlowOrder.of(process.getFlowElements()).stream()
                        .map(reading::read)
                        .toList());
    }

    private List<ProcessDefinition> processes() {
        return repository.createProcessDefinitionQuery().latestVersion().list();
    }

    private Map<String, String> names(List<ProcessDefinition> processes) {
        return Stream.concat(
                        processes.stream(), repository.createDecisionDefinitionQuery().latestVersion().list().stream())
                .collect(Collectors.toMap(ResourceDefinition::getKey, ModelDocuments::name, (one, other) -> one));
    }

    private Map<String, Form> forms(ProcessDefinition definition) {
        Map<String, Form> forms = new HashMap<>();
        files.filesOfProcess(definition.getId()).stream()
                .filter(file -> file.path().endsWith(".form"))
                .forEach(file -> {
                    try {
                        JsonNode form = json.readTree(file.content());
                        forms.put(form.path("id").asText(), FormFields.of(form));
                    } catch (IOException e) {
                        // It came into force before there was a gate: the step is told of without its form.
                    }
                });
        return forms;
    }

    private TableRows deadlines() {
        DecisionDefinition table = repository
                .createDecisionDefinitionQuery()
                .decisionDefinitionKey(Deadlines.TABLE)
                .latestVersion()
                .singleResult();
        return table == null ? null : TableRows.of(repository.getDmnModelInstance(table.getId()), table.getKey());
    }

    /** In order of the models' names. */
    private <T extends FlowNode> List<Use> uses(List<ProcessDefinition> inForce, Class<T> type, Predicate<T> which) {
        return inForce.stream()
                .sorted(Comparator.comparing(ModelDocuments::name))
                .flatMap(definition ->
                        repository.getBpmnModelInstance(definition.getId()).getModelElementsByType(type).stream()
                                .filter(which)
                                .map(step -> new Use(
                                        definition.getKey(),
                                        name(definition),
                                        step.getId(),
                                        step.getName() == null ? step.getId() : ElementReading.label(step.getName()))))
                .toList();
    }

    private TableDocument document(DecisionDefinition definition, List<Version> versions) {
        TableRows table = TableRows.of(repository.getDmnModelInstance(definition.getId()), definition.getKey());
        List<ProcessDefinition> inForce = processes();
        Function<String, String> words = words(inForce);
        Template template = templates.of("io.polisflow.decision." + definition.getKey(), List.of());
        return new TableDocument(
                definition.getId(),
                definition.getKey(),
                name(definition),
                definition.getVersion(),
                template == null ? null : template.description(),
                definition.getHistoryTimeToLive(),
                versions,
                HIT_POLICIES.getOrDefault(table.hitPolicy(), table.hitPolicy()),
                table.columns().stream()
                        .map(column -> new Column(column.title(), column.input()))
                        .toList(),
                IntStream.range(0, table.rows().size())
                        .mapToObj(i -> row(table.rows().get(i), i + 1, words))
                        .toList(),
                uses(inForce, BusinessRuleTask.class, task -> definition
                        .getKey()
                        .equals(task.getCamundaDecisionRef())));
    }

    private static Row row(TableRows.Row row, int number, Function<String, String> words) {
        return new Row(
                row.id(),
                number,
                row.cells().stream()
                        .map(cell -> new Cell(
                                cell,
                                TableRows.texts(cell).stream()
                                        .sorted()
                                        .map(words)
                                        .filter(word -> word != null)
                                        .collect(Collectors.joining(", "))))
                        .toList(),
                row.note());
    }

    /** What cells name: models, their tasks, and the codes of the CRM. */
    private Function<String, String> words(List<ProcessDefinition> inForce) {
        Map<String, String> words = crm.byCode();
        inForce.forEach(definition -> {
            repository
                    .getBpmnModelInstance(definition.getId())
                    .getModelElementsByType(UserTask.class)
                    .forEach(task -> words.put(task.getId(), ElementReading.label(task.getName())));
            words.put(definition.getKey(), name(definition));
        });
        return words::get;
    }
}
