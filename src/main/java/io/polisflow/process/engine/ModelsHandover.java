package io.polisflow.process.engine;

import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.ProcessEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Gives this node's signs of life, and puts the models that it brought into force when the last node of the former release has gone. */
@Component
class ModelsHandover implements SmartLifecycle {

    private static final Logger LOG = LoggerFactory.getLogger(ModelsHandover.class);
    private static final long BEAT_SECONDS = 5;

    private final ModelResources models;
    private final ProcessEngine engine;
    private ScheduledExecutorService beats;

    ModelsHandover(ModelResources models, ProcessEngine engine) {
        this.models = models;
        this.engine = engine;
    }

    @Override
    public synchronized void start() {
        beats = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread thread = new Thread(work, "models-handover");
            thread.setDaemon(true);
            return thread;
        });
        beats.scheduleWithFixedDelay(this::beat, BEAT_SECONDS, BEAT_SECONDS, TimeUnit.SECONDS);
    }

    private void beat() {
        try {
            models.handOver(engine);
        } catch (RuntimeException e) {
            LOG.warn("This node could give no sign of life: {}", e.getMessage());
        }
    }

    /** As long as a request or a job may need the models that this node knows. */
    @Override
    public int getPhase() {
        return 0;
    }

    @Override
    public synchronized void stop() {
        beats.shutdown();
        beats = null;
        try {
            models.leave();
        } catch (RuntimeException e) {
            LOG.debug("other nodes notice by its silence that this one has gone", e);
        }
    }

    @Override
    public synchronized boolean isRunning() {
        return beats != null;
    }
}
