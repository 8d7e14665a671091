package io.polisflow.process.engine;

import io.polisflow.crm.RefusedException;
import java.util.concurrent.Callable;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.impl.cfg.ProcessEngineConfigurationImpl;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;

/**
 * Lets the CRM act on the engine for a user without the user's own grants: what the user may do was decided by the CRM already.
 *
 * <p>The user stays known, so that the history names them.
 */
@Component
public class OwnWork {

    private final ProcessEngine engine;

    // The engine resolves delegates that need this: the cycle is cut here.
    OwnWork(@Lazy ProcessEngine engine) {
        this.engine = engine;
    }

    /**
     * Runs the work in the caller's transaction, or in one of its own when there is none.
     *
     * @throws RefusedException when the CRM refused inside, however deep
     */
    public <T> T call(Callable<T> work) {
        try {
            return ((ProcessEngineConfigurationImpl) engine.getProcessEngineConfiguration())
                    .getCommandExecutorTxRequired()
                    .execute(context -> context.runWithoutAuthorization(work));
        } catch (RuntimeException failure) {
            for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
                if (cause instanceof RefusedException refused) {
                    throw refused;
                }
            }
            throw failure;
        }
    }

    public void run(Runnable work) {
        call(() -> {
            work.run();
            return null;
        });
    }
}
