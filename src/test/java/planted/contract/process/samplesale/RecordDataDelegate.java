package planted.contract.process.samplesale;

import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The code of the sample model that ModelContractTest breaks. */
@Component
class RecordDataDelegate implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {}
}
