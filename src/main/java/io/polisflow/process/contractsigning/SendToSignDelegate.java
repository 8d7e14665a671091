package io.polisflow.process.contractsigning;

import io.polisflow.crm.calendar.WorkingCalendars;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.process.engine.OutsideCall;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Date;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/** Sends the contract for signature and notes when to remind the client. */
@Component
@OutsideCall
class SendToSignDelegate implements JavaDelegate {

    private final Contracts contracts;
    private final WorkingCalendars calendars;
    private final Clock clock;

    SendToSignDelegate(Contracts contracts, WorkingCalendars calendars, Clock clock) {
        this.contracts = contracts;
        this.calendars = calendars;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        contracts.send(
                ContractSigning.CONTRACT_ID.get(execution),
                execution.getProcessInstanceId() + ":" + execution.getCurrentActivityId() + ":"
                        + ContractSigning.ATTEMPT.get(execution));
        LocalDate today = LocalDate.now(clock);
        ContractSigning.SENT_AT.set(execution, Date.from(clock.instant()));
        ContractSigning.REMIND_AT.set(execution, SignatureReminders.first(today, calendars.country()));
        ContractSigning.REMIND_AGAIN_AT.set(execution, SignatureReminders.second(today, calendars.country()));
    }
}
