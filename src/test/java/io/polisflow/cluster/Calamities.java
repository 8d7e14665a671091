package io.polisflow.cluster;

import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;

/** What befalls a cluster: nodes are killed and started again, connections are cut, the database breaks off and recovers. */
final class Calamities implements AutoCloseable {

    private static final int SHORTEST_PAUSE_MILLIS = 2000;
    /** One rest in so many ends with cut connections. */
    private static final int CUT = 3;

    private final Cluster cluster;
    private final Random random;
    private final int longestPauseMillis;
    private final Thread thread = new Thread(this::strike, "calamities");

    private final AtomicInteger breaksToCome = new AtomicInteger();
    private final AtomicInteger restarts = new AtomicInteger();
    private int kills;
    private int cuts;
    private int cutConnections;
    private int ownEnds;
    private volatile boolean over;
    private volatile RuntimeException failure;

    /** @param longestPauseMillis of peace between a node's being ready again and the next stroke */
    Calamities(Cluster cluster, long seed, int longestPauseMillis) {
        this.cluster = cluster;
        this.random = new Random(seed);
        this.longestPauseMillis = longestPauseMillis;
        thread.setDaemon(true);
    }

    void begin() {
        thread.start();
    }

    /** The database breaks off as soon as the stroke under way is over. */
    void breakDatabase() {
        breaksToCome.incrementAndGet();
    }

    /** Returns when all nodes are ready again and nothing more will happen to them. */
    void end() {
        over = true;
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throwFailure();
    }

    private void throwFailure() {
        if (failure != null) {
            throw failure;
        }
    }

    private void strike() {
        try {
            while (!over || breaksToCome.get() > 0) {
                rest();
                if (breaksToCome.get() > 0) {
                    restartDatabase();
                    breaksToCome.decrementAndGet();
                }
                Node victim = cluster.node(random.nextInt(cluster.nodes().size()));
                victim.kill();
                kills++;
                victim.start();
                untilBack(victim);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void rest() throws InterruptedException {
        Thread.sleep(SHORTEST_PAUSE_MILLIS + random.nextInt(Math.max(1, longestPauseMillis - SHORTEST_PAUSE_MILLIS)));
    }

    /** The first time as a crash, then in order, and so on in turn. */
    private void restartDatabase() throws InterruptedException {
        Database database = cluster.database();
        if (restarts.getAndIncrement() % 2 == 0) {
            database.breakOff();
        } else {
            database.stop();
        }
        Thread.sleep(random.nextInt(SHORTEST_PAUSE_MILLIS));
        database.start();
    }

    /**
     * While the others do all the work they lose their connections now and then. As a service manager does, it starts again
     * whatever has ended by itself, for want of its database for example.
     */
    private void untilBack(Node victim) throws InterruptedException {
        while (!allReady()) {
            rest();
            if (random.nextInt(CUT) == 0) {
                cluster.nodes().stream().filter(node -> node != victim).forEach(this::cutConnections);
            }
        }
    }

    private boolean allReady() {
        boolean ready = true;
        for (Node node : cluster.nodes()) {
            if (!node.isAlive()) {
                ownEnds++;
                node.start();
            }
            ready &= node.isReady();
        }
        return ready;
    }

    private void cutConnections(Node node) {
        cutConnections += cluster.database().cutConnections(node.name());
        cuts++;
    }

    /** @return one line for people */
    String summary() {
        return "%d kills (SIGKILL), %d restarts of PostgreSQL, %d connections cut in %d strokes, %d starts of nodes that ended by themselves"
                .formatted(kills, restarts.get(), cutConnections, cuts, ownEnds);
    }

    int kills() {
        return kills;
    }

    /** @return how often PostgreSQL was restarted so far; whoever waits for the next one learns here that none will come */
    int restarts() {
        throwFailure();
        return restarts.get();
    }

    @Override
    public void close() {
        over = true;
        thread.interrupt();
    }
}
