package io.polisflow.process.engine;

import jakarta.ws.rs.core.Response;
import java.util.HashSet;
import java.util.Set;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.rest.exception.ProcessEngineExceptionHandler;
import org.camunda.bpm.engine.rest.exception.RestException;
import org.camunda.bpm.engine.rest.exception.RestExceptionHandler;
import org.camunda.bpm.engine.rest.impl.CamundaRestResources;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.springframework.stereotype.Component;

/**
 * Makes every address of {@code /engine-rest} answer a refusal with 400: the stock resources do so for the completion of a task
 * and a submitted start form, but answer 500 where a plain start or a message runs into the same refusal.
 */
@Component
class RestRefusals extends CamundaJerseyResourceConfig {

    @Override
    protected void registerCamundaRestResources() {
        registerClasses(CamundaRestResources.getResourceClasses());
        Set<Class<?>> configuration = new HashSet<>(CamundaRestResources.getConfigurationClasses());
        configuration.removeAll(Set.of(RestExceptionHandler.class, ProcessEngineExceptionHandler.class));
        registerClasses(configuration);
        registerClasses(RestFaults.class, EngineFaults.class);
    }

    private static boolean isRefusal(Throwable fault) {
        return isCausedBy(fault, FormFieldValidationException.class);
    }

    private static boolean isCausedBy(Throwable fault, Class<? extends Throwable> type) {
        for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return true;
            }
        }
        return false;
    }

    private static RestException unexpectedMessage(Exception fault) {
        return new RestException(
                Response.Status.BAD_REQUEST,
                fault,
                "Этого сообщения сейчас никто не ждёт: сделка закрыта, стоит на другом этапе или номера такого нет."
                        + " Ничего не изменено. (" + fault.getMessage() + ")");
    }

    private static RestException refusal(Exception fault) {
        return new RestException(Response.Status.BAD_REQUEST, fault, fault.getMessage());
    }

    /** Faults that a resource has given a status already. */
    static class RestFaults extends RestExceptionHandler {

        @Override
        public Response toResponse(RestException fault) {
            return super.toResponse(told(fault));
        }

        private static RestException told(RestException fault) {
            if (isRefusal(fault)) {
                return refusal(fault);
            }
            return isCausedBy(fault, MismatchingMessageCorrelationException.class) ? unexpectedMessage(fault) : fault;
        }
    }

    /** Faults of the engine that a resource let pass. */
    static class EngineFaults extends ProcessEngineExceptionHandler {

        @Override
        public Response toResponse(ProcessEngineException fault) {
            return isRefusal(fault) ? new RestFaults().toResponse(refusal(fault)) : super.toResponse(fault);
        }
    }
}
