package planted.contract.process.samplesale;

import io.polisflow.process.engine.OutsideCall;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** The code of the sample model that ModelContractTest breaks. */
@OutsideCall
@Component
class SendLetterDelegate implements JavaDelegate {
    @Override
    public void execute(DelegateExecution execution) {}
}
