package io.polisflow.cluster;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import io.undertow.Undertow;
import io.undertow.server.handlers.proxy.LoadBalancingProxyClient;
import io.undertow.server.handlers.proxy.ProxyHandler;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.LoggerFactory;

/**
 * A load balancer without sticky sessions: each request goes to the next node, and to another one when that node cannot be
 * reached. It asks the nodes whether they are ready and sends nothing to one that is not.
 */
public final class Balancer implements AutoCloseable {

    private static final long CHECK_MILLIS = 250;
    private static final int CONNECTIONS = 200;
    private static final int IDLE_MILLIS = 5000;

    private final LoadBalancingProxyClient proxy = new LoadBalancingProxyClient()
            .setConnectionsPerThread(CONNECTIONS)
            .setSoftMaxConnectionsPerThread(1)
            .setTtl(IDLE_MILLIS)
            .setProblemServerRetry(1);
    private final Map<URI, Boolean> nodes = new ConcurrentHashMap<>();
    private final ScheduledExecutorService checks = Executors.newScheduledThreadPool(2);
    private final Undertow server;
    private final URI address;

    private Balancer() {
        // Nodes die here on purpose; whoever asked is told by an answer.
        ((Logger) LoggerFactory.getLogger("io.undertow.proxy")).setLevel(Level.OFF);
        server = Undertow.builder()
                .addHttpListener(0, "localhost")
                .setHandler(ProxyHandler.builder()
                        .setProxyClient(proxy)
                        .setMaxConnectionRetries(2)
                        .build())
                .build();
        server.start();
        InetSocketAddress bound =
                (InetSocketAddress) server.getListenerInfo().get(0).getAddress();
        address = URI.create("http://localhost:" + bound.getPort());
    }

    public static Balancer start() {
        return new Balancer();
    }

    public URI address() {
        return address;
    }

    /**
     * From now on it is looked after whether the node is ready.
     *
     * @param ready the path that answers 200 while the node takes requests
     */
    public void add(URI node, String ready) {
        nodes.put(node, false);
        check(node, ready);
        checks.scheduleWithFixedDelay(() -> check(node, ready), CHECK_MILLIS, CHECK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /** @return the nodes that requests go to at the moment */
    public List<URI> inUse() {
        return nodes.entrySet().stream()
                .filter(Map.Entry::getValue)
                .map(Map.Entry::getKey)
                .toList();
    }

    private void check(URI node, String path) {
        boolean ready = JavaProcess.answers(node.resolve(path));
        if (nodes.put(node, ready) != ready) {
            if (ready) {
                proxy.addHost(node);
            } else {
                proxy.removeHost(node);
            }
        }
    }

    @Override
    public void close() {
        checks.shutdownNow();
        server.stop();
    }
}
