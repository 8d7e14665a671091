package io.polisflow.bench;

import io.polisflow.bench.harness.Contestant;
import io.polisflow.bench.harness.CpuMeter;
import io.polisflow.bench.harness.Report;
import io.polisflow.bench.harness.Row;
import io.polisflow.bench.harness.Turns;
import io.polisflow.bench.harness.Unit;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;
import org.apache.coyote.AbstractProtocol;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.web.embedded.tomcat.TomcatWebServer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.test.context.TestContextManager;
import org.springframework.test.context.TestPropertySource;

/**
 * Signed webhooks from 32 senders at once with other numbers of HTTP threads than in force, and with virtual ones where this virtual
 * machine knows them: {@code -Djvm=} names a newer one to Maven.
 */
class HttpThreadsBench extends Webhooks {

    private static final int SENDERS = 32;
    private static final int VIRTUAL_THREADS_SINCE = 21;

    @Autowired
    private DataSource database;

    @Autowired
    private ServletWebServerApplicationContext server;

    /** The same on virtual threads. */
    @TestPropertySource(properties = "spring.threads.virtual.enabled=true")
    static class Virtual extends Webhooks {}

    private AbstractProtocol<?> protocol() {
        TomcatWebServer tomcat = (TomcatWebServer) server.getWebServer();
        return (AbstractProtocol<?>) tomcat.getTomcat().getConnector().getProtocolHandler();
    }

    private Contestant threads(int threads) {
        int ours = protocol().getMaxThreads();
        int spare = protocol().getMinSpareThreads();
        return toUs("%d threads".formatted(threads), SENDERS)
                .before(() -> {
                    protocol().setMinSpareThreads(Math.min(threads, spare));
                    protocol().setMaxThreads(threads);
                })
                .after(() -> {
                    workedOn();
                    protocol().setMaxThreads(ours);
                    protocol().setMinSpareThreads(spare);
                });
    }

    @Test
    void webhooksWithOtherThreadsThanInForce() throws Exception {
        Contestant inForce =
                toUs("%d threads at most, as in force".formatted(protocol().getMaxThreads()), SENDERS);
        List<Contestant> others = new ArrayList<>(List.of(threads(8), threads(20)));
        if (Runtime.version().feature() >= VIRTUAL_THREADS_SINCE) {
            Virtual virtual = new Virtual();
            new TestContextManager(Virtual.class).prepareTestInstance(virtual);
            virtual.somebodyIsCalled();
            others.add(virtual.toUs("virtual threads", SENDERS));
        }
        List<Contestant> turns = new ArrayList<>(others);
        turns.add(inForce);
        Turns.take(CpuMeter.of(database), 2, 5, turns.toArray(Contestant[]::new));
        Report.settings(getClass(), engine);
        others.forEach(other -> Report.add(Row.of(
                getClass(), "signed webhooks accepted, senders at once: " + SENDERS, Unit.PER_SECOND, other, inForce)));
    }
}
