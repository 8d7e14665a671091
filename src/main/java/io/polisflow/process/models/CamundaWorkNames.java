package io.polisflow.process.models;

import io.polisflow.crm.worklog.WorkNames;
import io.polisflow.process.engine.OwnWork;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.stereotype.Component;

/** Reads the names of models and groups where the engine keeps them. */
@Component
class CamundaWorkNames implements WorkNames {

    private final ModelNames models;
    private final IdentityService identity;
    private final OwnWork ownWork;

    CamundaWorkNames(ModelNames models, IdentityService identity, OwnWork ownWork) {
        this.models = models;
        this.identity = identity;
        this.ownWork = ownWork;
    }

    @Override
    public Map<String, String> processes() {
        return models.byKey();
    }

    @Override
    public Map<String, String> groups() {
        return ownWork.call(() -> identity.createGroupQuery().list().stream()
                .filter(group -> group.getName() != null)
                .collect(Collectors.toMap(Group::getId, Group::getName)));
    }
}
