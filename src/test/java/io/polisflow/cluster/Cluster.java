package io.polisflow.cluster;

import io.polisflow.bench.harness.CpuMeter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.IntStream;

/**
 * Several nodes as processes behind a load balancer, on a PostgreSQL of their own, with the outside systems as one more
 * process. The nodes run with the profiles {@code demo} and {@code cluster}: demo users, no demo data, no sandbox of their own.
 */
public final class Cluster implements AutoCloseable {

    private final Database database;
    private final Balancer balancer;
    private final OutsideWorld outside;
    private final List<Node> nodes;

    private Cluster(Database database, Balancer balancer, OutsideWorld outside, List<Node> nodes) {
        this.database = database;
        this.balancer = balancer;
        this.outside = outside;
        this.nodes = nodes;
    }

    /**
     * Returns when all are ready. The first node prepares the database before the others start.
     *
     * @param settings of each node, e.g. {@code --polisflow.wire.attempts=1}
     */
    public static Cluster start(int nodes, String... settings) {
        return on(Database.start(Map.of()), nodes, Duration.ZERO, settings);
    }

    /** @param ahead by how much the last node's clock is ahead of the others' and of the database's */
    public static Cluster on(Database database, int nodes, Duration ahead, String... settings) {
        Balancer balancer = Balancer.start();
        OutsideWorld outside = OutsideWorld.before(balancer.address(), List.of());
        List<String> all = new ArrayList<>(List.of(
                "--cluster.outside=" + outside.address(),
                "--cluster.address=" + balancer.address(),
                "--cluster.smtp-port=" + outside.smtpPort(),
                "--cluster.imap-port=" + outside.imapPort()));
        all.addAll(Arrays.asList(settings));
        Cluster cluster = new Cluster(
                database,
                balancer,
                outside,
                IntStream.rangeClosed(1, nodes)
                        .mapToObj(
                                number -> node("node" + number, number == nodes ? ahead : Duration.ZERO, database, all))
                        .toList());
        try {
            cluster.startAll();
        } catch (RuntimeException e) {
            cluster.close();
            throw e;
        }
        return cluster;
    }

    private static Node node(String name, Duration ahead, Database database, List<String> settings) {
        List<String> all = new ArrayList<>(database.nodeSettings(name));
        all.addAll(settings);
        return Node.of(name, ahead, all);
    }

    private void startAll() {
        outside.start();
        Node first = nodes.get(0);
        first.start();
        outside.awaitReady();
        first.awaitReady();
        List<Node> others = nodes.subList(1, nodes.size());
        others.forEach(Node::start);
        others.forEach(Node::awaitReady);
        nodes.forEach(node -> balancer.add(node.address(), Node.READINESS));
    }

    /** Where browsers and outside systems find the product: the load balancer. */
    public URI address() {
        return balancer.address();
    }

    public Database database() {
        return database;
    }

    public Balancer balancer() {
        return balancer;
    }

    public OutsideWorld outside() {
        return outside;
    }

    public List<Node> nodes() {
        return nodes;
    }

    /** Of the nodes as they run now, and of their server; not of the outside systems and of who sends. */
    public CpuMeter cpu() {
        return CpuMeter.of(
                nodes.stream()
                        .map(node -> ProcessHandle.of(node.pid()).orElseThrow())
                        .toList(),
                Objects.requireNonNull(database.jdbc().getDataSource()));
    }

    /** @param number from 0 */
    public Node node(int number) {
        return nodes.get(number);
    }

    @Override
    public void close() {
        nodes.forEach(Node::close);
        outside.close();
        balancer.close();
        database.close();
    }
}
