package io.polisflow.bench.harness;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;
import javax.sql.DataSource;

/**
 * CPU seconds of the measured virtual machines and of their PostgreSQL, which a busy machine disturbs much less than it disturbs
 * throughput.
 *
 * <p>The database's are those of its whole tree of processes with the children that have ended; they are known where there is a
 * {@code /proc} and the server runs on this machine.
 */
public final class CpuMeter {

    /** Of a second, what the kernel counts in. */
    private static final double TICK = 0.01;

    private static final int PARENT = 1;
    private static final int OWN_USER = 11;
    private static final int ENDED_CHILDREN_SYSTEM = 14;

    private final DoubleSupplier jvm;
    private final OptionalLong postmaster;

    /** Seconds; the database's are NaN where they are not known. */
    public record Spent(double jvm, double database) {

        public static final Spent NOTHING = new Spent(0, 0);

        Spent plus(Spent more) {
            return new Spent(jvm + more.jvm, database + more.database);
        }

        /** What was spent since. */
        public Spent minus(Spent before) {
            return new Spent(jvm - before.jvm, database - before.database);
        }
    }

    private CpuMeter(DoubleSupplier jvm, OptionalLong postmaster) {
        this.jvm = jvm;
        this.postmaster = postmaster;
    }

    /** Of a work without a database. */
    public static CpuMeter ofThisJvm() {
        return new CpuMeter(CpuMeter::thisJvm, OptionalLong.empty());
    }

    /** Of this virtual machine and of the server behind the source. */
    public static CpuMeter of(DataSource database) {
        return new CpuMeter(CpuMeter::thisJvm, postmaster(database));
    }

    /** Of other virtual machines, for instance several nodes, and of their server. */
    public static CpuMeter of(List<ProcessHandle> nodes, DataSource database) {
        return new CpuMeter(
                () -> nodes.stream()
                        .mapToDouble(node -> seconds(
                                node.info().totalCpuDuration().orElseThrow(() -> new IllegalStateException("no node"))))
                        .sum(),
                postmaster(database));
    }

    private static double seconds(Duration time) {
        return time.toNanos() / 1e9;
    }

    private static double thisJvm() {
        return ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime() / 1e9;
    }

    /** The parent of the process that serves a connection. */
    private static OptionalLong postmaster(DataSource database) {
        try (Connection connection = database.getConnection()) {
            if (!connection.getMetaData().getDatabaseProductName().equals("PostgreSQL")) {
                return OptionalLong.empty();
            }
            try (Statement statement = connection.createStatement();
                    ResultSet row = statement.executeQuery("select pg_backend_pid()")) {
                row.next();
                String[] backend = stat(row.getLong(1));
                return backend == null ? OptionalLong.empty() : OptionalLong.of(Long.parseLong(backend[PARENT]));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @return what the kernel tells of a process, from its state on; null when it is gone */
    private static String[] stat(long pid) {
        try {
            String line = Files.readString(Path.of("/proc", String.valueOf(pid), "stat"));
            return line.substring(line.lastIndexOf(')') + 2).split(" ");
        } catch (IOException e) {
            // It has ended, perhaps while it was read.
            return null;
        }
    }

    private static double seconds(long pid) {
        String[] fields = stat(pid);
        if (fields == null) {
            return 0;
        }
        long ticks = 0;
        for (int field = OWN_USER; field <= ENDED_CHILDREN_SYSTEM; field++) {
            ticks += Long.parseLong(fields[field]);
        }
        return ticks * TICK;
    }

    private double database() {
        if (postmaster.isEmpty()) {
            return Double.NaN;
        }
        long root = postmaster.getAsLong();
        try (Stream<ProcessHandle> children = ProcessHandle.of(root).stream().flatMap(ProcessHandle::descendants)) {
            return seconds(root)
                    + children.mapToDouble(child -> seconds(child.pid())).sum();
        }
    }

    /** @return since the processes began; only differences mean anything */
    public Spent read() {
        return new Spent(jvm.getAsDouble(), database());
    }
}
