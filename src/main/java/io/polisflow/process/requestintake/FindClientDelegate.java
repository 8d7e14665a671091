package io.polisflow.process.requestintake;

import io.polisflow.crm.request.Requests;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Looks for the client's card; the model branches on found, none or doubtful. */
@Component
class FindClientDelegate implements JavaDelegate {

    private final Requests requests;

    FindClientDelegate(Requests requests) {
        this.requests = requests;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String certainty = requests.matchClient(RequestIntake.REQUEST_ID.get(execution))
                .certainty()
                .name();
        RequestIntake.CLIENT_MATCH.set(execution, certainty.toLowerCase(Locale.ROOT));
    }
}
