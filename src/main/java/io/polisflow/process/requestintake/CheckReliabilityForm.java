package io.polisflow.process.requestintake;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormData;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows what the registry said of a client in doubt. */
@Component
class CheckReliabilityForm implements TaskListener {

    private final Requests requests;

    CheckReliabilityForm(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void notify(DelegateTask task) {
        Client client = requests.get(RequestIntake.REQUEST_ID.get(task)).client();
        String reason = client.registryStatus() == null
                ? "реестр не знает такого ИНН"
                : client.registryStatus().label();
        FormData.of(task).put("reason", reason).put("clientFacts", RequestFacts.of(client));
    }
}
