package io.polisflow.integration.wire;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.stereotype.Component;

/** Gives each adapter its connection to an outside system, so that all of them bear bad days alike. */
@Component
@EnableConfigurationProperties(WireProperties.class)
public class Wire implements DisposableBean {

    private final ExchangeRecorder recorder;
    private final ObjectMapper json;
    private final WireProperties properties;
    private final ScheduledThreadPoolExecutor watch;
    private final List<HttpWire> opened = new CopyOnWriteArrayList<>();

    public Wire(ExchangeRecorder recorder, ObjectMapper json, WireProperties properties) {
        this.recorder = recorder;
        this.json = json;
        this.properties = properties;
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1, work -> {
            Thread thread = new Thread(work, "wire-deadlines");
            thread.setDaemon(true);
            return thread;
        });
        timer.setRemoveOnCancelPolicy(true);
        this.watch = timer;
    }

    /** @param system short name, e.g. {@code registry} */
    public HttpWire to(String system, WireSettings settings) {
        HttpWire wire = new HttpWire(system, settings, properties, recorder, json, watch);
        opened.add(wire);
        return wire;
    }

    /** @return how many calls are being watched, each until it is over */
    int deadlines() {
        return watch.getQueue().size();
    }

    @Override
    public void destroy() {
        watch.shutdownNow();
        opened.forEach(HttpWire::close);
    }
}
