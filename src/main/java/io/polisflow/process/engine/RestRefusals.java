package io.polisflow.process.engine;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Response;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
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
import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Makes every address of {@code /engine-rest} answer a refusal with 400: the stock resources do so for the completion of a task
 * and a submitted start form, but answer 500 where a plain start or a message runs into the same refusal.
 */
@Component
class RestRefusals extends CamundaJerseyResourceConfig {

    /** The stock resources read an upload into memory, whatever its size. */
    private final long mostBytes;

    RestRefusals(Environment settings) {
        this.mostBytes = settings.getProperty(
                        "spring.servlet.multipart.max-request-size", DataSize.class, DataSize.ofMegabytes(25))
                .toBytes();
    }

    @Override
    protected void registerCamundaRestResources() {
        register(new LargeBodies(mostBytes));
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

    private static final class TooLarge extends RestException {

        TooLarge(String message) {
            super(Response.Status.REQUEST_ENTITY_TOO_LARGE, message);
        }
    }

    /** Reads no more than is taken at once, told beforehand or not. */
    private record LargeBodies(long mostBytes) implements ContainerRequestFilter {

        @Override
        public void filter(ContainerRequestContext request) {
            if (request.getLength() > mostBytes) {
                throw tooLarge();
            }
            request.setEntityStream(new Limited(request.getEntityStream(), mostBytes));
        }

        private TooLarge tooLarge() {
            return new TooLarge("Файлы слишком велики: за один раз принимается до %d МБ. Ничего не изменено."
                    .formatted(mostBytes >> 20));
        }

        private final class Limited extends FilterInputStream {

            private long left;

            Limited(InputStream content, long most) {
                super(content);
                this.left = most;
            }

            @Override
            public int read() throws IOException {
                int read = super.read();
                count(read < 0 ? 0 : 1);
                return read;
            }

            @Override
            public int read(byte[] bytes, int from, int length) throws IOException {
                int read = super.read(bytes, from, length);
                count(Math.max(read, 0));
                return read;
            }

            private void count(int read) {
                left -= read;
                if (left < 0) {
                    throw tooLarge();
                }
            }
        }
    }

    /** Faults that a resource has given a status already. */
    static class RestFaults extends RestExceptionHandler {

        @Override
        public Response toResponse(RestException fault) {
            return super.toResponse(told(fault));
        }

        private static RestException told(RestException fault) {
            for (Throwable cause = fault; cause != null; cause = cause.getCause()) {
                if (cause instanceof TooLarge tooLarge) {
                    return tooLarge;
                }
            }
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
