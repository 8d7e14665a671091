package io.polisflow.process.models.whatif;

import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.proposal.ApprovalRole;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.process.engine.OwnWork;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.ProcessDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.springframework.stereotype.Component;

/** What people call the codes that stand in tables. */
@Component
class CodeNames {

    private final Catalogue catalogue;
    private final Dictionaries dictionaries;
    private final RepositoryService repository;
    private final OwnWork ownWork;

    CodeNames(Catalogue catalogue, Dictionaries dictionaries, RepositoryService repository, OwnWork ownWork) {
        this.catalogue = catalogue;
        this.dictionaries = dictionaries;
        this.repository = repository;
        this.ownWork = ownWork;
    }

    /** @return code → name for a variable or answer of that name, or for several with slashes between; empty when it holds no codes */
    Map<String, String> of(String variable) {
        return switch (variable) {
            case "approver" -> approvers();
            case "product" -> products();
            case "lossReason" -> lossReasons();
            case "process/task" -> userTasks();
            default -> Map.of();
        };
    }

    private static Map<String, String> approvers() {
        Map<String, String> names = new HashMap<>();
        Arrays.stream(ApprovalRole.values()).forEach(role -> names.put(role.code(), role.label()));
        return names;
    }

    private Map<String, String> products() {
        Map<String, String> names = new HashMap<>();
        catalogue.codes().forEach(code -> names.put(code, catalogue.get(code).name()));
        return names;
    }

    private Map<String, String> lossReasons() {
        Map<String, String> names = new HashMap<>();
        dictionaries.all(Dictionary.LOSS_REASON).forEach(entry -> names.put(entry.code(), entry.label()));
        return names;
    }

    private Map<String, String> userTasks() {
        Map<String, String> names = new HashMap<>();
        ownWork.run(() -> {
            for (ProcessDefinition process :
                    repository.createProcessDefinitionQuery().latestVersion().list()) {
                repository
                        .getBpmnModelInstance(process.getId())
                        .getModelElementsByType(UserTask.class)
                        .forEach(task -> names.put(
                                process.getKey() + "/" + task.getId(),
                                "«" + task.getName() + "» (" + process.getName() + ")"));
            }
        });
        return names;
    }
}
