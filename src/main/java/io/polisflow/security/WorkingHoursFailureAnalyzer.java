package io.polisflow.security;

import io.polisflow.crm.calendar.WorkingHoursException;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says which setting of working time cannot be counted by, instead of a stack trace. */
class WorkingHoursFailureAnalyzer extends AbstractFailureAnalyzer<WorkingHoursException> {

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, WorkingHoursException cause) {
        return new FailureAnalysis("Рабочее время задано неверно. " + cause.problem() + ".", cause.remedy(), cause);
    }
}
