package io.polisflow.process.engine;

import io.polisflow.crm.DatabaseTrouble;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.access.WithoutViewer;
import io.polisflow.crm.journal.CurrentStep;
import org.camunda.bpm.engine.impl.context.Context;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.impl.interceptor.Command;
import org.camunda.bpm.engine.impl.interceptor.CommandInterceptor;
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.context.request.RequestContextHolder;

/**
 * Stands around every command of the engine: a refusal from anywhere inside leaves it as the one exception that REST
 * answers with 400 and its text, the current step ends with the outermost command, and the engine's own work is hidden
 * nothing.
 */
class EngineBoundary extends CommandInterceptor {

    @Override
    public <T> T execute(Command<T> command) {
        boolean outermost = Context.getCommandContext() == null;
        CurrentStep.Step before = CurrentStep.get();
        try {
            return WithoutViewer.call(() -> next.execute(command));
        } catch (RuntimeException failure) {
            note(failure);
            RuntimeException refusal = refusalIn(failure);
            if (refusal == null || failure instanceof FormFieldValidationException) {
                throw failure;
            }
            throw new FormFieldValidationException(refusal.getClass().getName(), refusal.getMessage(), refusal);
        } finally {
            if (outermost) {
                restore(before);
            }
        }
    }

    private static void restore(CurrentStep.Step before) {
        if (before == null) {
            CurrentStep.clear();
        } else {
            CurrentStep.set(before);
        }
    }

    /** REST wraps a fault beyond recognition: its answer is made of what stands in the request. */
    private static void note(RuntimeException failure) {
        RequestAttributes request = RequestContextHolder.getRequestAttributes();
        if (request != null) {
            DatabaseTrouble.in(failure)
                    .ifPresent(trouble -> request.setAttribute(
                            DatabaseTrouble.class.getName(), trouble, RequestAttributes.SCOPE_REQUEST));
        }
    }

    private static RuntimeException refusalIn(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RefusedException refused) {
                return refused;
            }
            if (cause instanceof FormBreachException breach) {
                return breach;
            }
        }
        return null;
    }
}
