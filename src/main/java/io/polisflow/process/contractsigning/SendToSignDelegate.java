package io.polisflow.process.contractsigning;

import io.polisflow.crm.calendar.WorkingCalendar;
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

    private static final int FIRST_REMINDER_DAYS = 3;
    private static final int SECOND_REMINDER_DAYS = 7;

    private final Contracts contracts;
    private final WorkingCalendar calendar;
    private final Clock clock;

    SendToSignDelegate(Contracts contracts, WorkingCalendar calendar, Clock clock) {
        this.contracts = contracts;
        this.calendar = calendar;
        this.clock = clock;
    }

    @Override
    public void execute(DelegateExecution execution) {
        contracts.send(
                ContractSigning.CONTRACT_ID.get(execution),
                execution.getProcessInstanceId() + ":" + execution.getCurrentActivityId() + ":"
                        + ContractSigning.ATTEMPT.get(execution));
        LocalDate today = LocalDate.now(clock);
        ContractSigning.REMIND_AT.set(execution, opening(today, FIRST_REMINDER_DAYS));
        ContractSigning.REMIND_AGAIN_AT.set(execution, opening(today, SECOND_REMINDER_DAYS));
    }

    private Date opening(LocalDate from, int workingDays) {
        return Date.from(calendar.opening(calendar.plusWorkingDays(from, workingDays)));
    }
}
