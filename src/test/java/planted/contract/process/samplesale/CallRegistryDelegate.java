package planted.contract.process.samplesale;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;
import planted.contract.crm.client.Registry;

/** The code of the sample model that ModelContractTest breaks. */
@Component
class CallRegistryDelegate implements JavaDelegate {

    CallRegistryDelegate(Registry registry) {}

    @Override
    public void execute(DelegateExecution execution) {}
}
