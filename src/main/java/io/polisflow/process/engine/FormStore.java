package io.polisflow.process.engine;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.camunda.bpm.engine.delegate.Expression;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.camunda.bpm.engine.impl.cmd.GetCamundaFormDefinitionCmd;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.CamundaFormRefImpl;
import org.camunda.bpm.engine.impl.form.FormDefinition;
import org.camunda.bpm.engine.impl.interceptor.CommandContext;
import org.camunda.bpm.engine.impl.persistence.entity.ResourceEntity;
import org.camunda.bpm.engine.repository.CamundaFormDefinition;

/** Finds the form that the engine would show for a step of a deployed model, and keeps what was read of it. */
class FormStore {

    /** What a deployment holds never changes, but may be deleted: then its id is asked for no more. */
    private static final String OF_DEPLOYMENT = "deployment";

    private final Map<String, FormSchema> schemas = new ConcurrentHashMap<>();
    private final Map<Deployed, FormSchema> deployed = new ConcurrentHashMap<>();

    private record Deployed(String deploymentId, String key) {}

    /**
     * @param deploymentId the deployment of the process definition, which the binding {@code deployment} refers to
     * @throws org.camunda.bpm.engine.exception.NotFoundException when no such form is deployed
     */
    FormSchema find(FormDefinition definition, String deploymentId, VariableScope scope) {
        String key = text(definition.getCamundaFormDefinitionKey(), scope);
        String binding = definition.getCamundaFormDefinitionBinding();
        CamundaFormRefImpl reference = new CamundaFormRefImpl(key, binding);
        if (binding.equals(OF_DEPLOYMENT)) {
            return deployed.computeIfAbsent(new Deployed(deploymentId, key), each -> read(reference, deploymentId));
        }
        if (definition.getCamundaFormDefinitionVersion() != null) {
            reference.setVersion(Integer.valueOf(text(definition.getCamundaFormDefinitionVersion(), scope)));
        }
        return read(reference, deploymentId);
    }

    private FormSchema read(CamundaFormRefImpl reference, String deploymentId) {
        CommandContext context = Context.getCommandContext();
        CamundaFormDefinition form = new GetCamundaFormDefinitionCmd(reference, deploymentId).execute(context);
        return schemas.computeIfAbsent(form.getId(), id -> {
            ResourceEntity resource = context.getResourceManager()
                    .findResourceByDeploymentIdAndResourceName(form.getDeploymentId(), form.getResourceName());
            return FormSchema.parse(resource.getBytes());
        });
    }

    private static String text(Expression expression, VariableScope scope) {
        return String.valueOf(expression.getValue(scope));
    }
}
