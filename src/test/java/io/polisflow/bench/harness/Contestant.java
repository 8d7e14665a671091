package io.polisflow.bench.harness;

import java.util.ArrayList;
import java.util.List;

/** One who takes turns with others: what it does in a round, and what that took. */
public final class Contestant {

    private final String name;
    private final int runs;
    private final int unitsOfRun;
    private final Work work;
    private final List<Double> seconds = new ArrayList<>();
    private final List<Double> single = new ArrayList<>();
    private Work before = () -> {};
    private Work after = () -> {};
    private final List<CpuMeter.Spent> spent = new ArrayList<>();
    private CpuMeter own;

    private Contestant(String name, int runs, int unitsOfRun, Work work) {
        this.name = name;
        this.runs = runs;
        this.unitsOfRun = unitsOfRun;
        this.work = work;
    }

    /** @param units how often the work is done in a round */
    public static Contestant each(String name, int units, Work work) {
        return new Contestant(name, units, 1, work);
    }

    /** @param units how many the work does at once, itself done once in a round */
    public static Contestant whole(String name, int units, Work work) {
        return new Contestant(name, 1, units, work);
    }

    /** What goes ahead of every round of it, untimed. */
    public Contestant before(Work preparation) {
        before = preparation;
        return this;
    }

    /** What follows every round of it, untimed. */
    public Contestant after(Work clearing) {
        after = clearing;
        return this;
    }

    /** Its work is done by others than the rest's. */
    public Contestant metered(CpuMeter meter) {
        own = meter;
        return this;
    }

    void warmUp() throws Exception {
        before.run();
        for (int run = 0; run < runs; run++) {
            work.run();
        }
        after.run();
    }

    void round(CpuMeter common) throws Exception {
        CpuMeter cpu = own == null ? common : own;
        before.run();
        CpuMeter.Spent start = cpu.read();
        long begin = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            long one = System.nanoTime();
            work.run();
            single.add((System.nanoTime() - one) / 1e9);
        }
        seconds.add((System.nanoTime() - begin) / 1e9);
        spent.add(cpu.read().minus(start));
        after.run();
    }

    String name() {
        return name;
    }

    int units() {
        return runs * unitsOfRun;
    }

    List<Double> seconds() {
        return seconds;
    }

    /** @return CPU milliseconds for each unit, round by round */
    List<Double> cpuMillis() {
        return spent.stream()
                .map(round -> (round.jvm() + round.database()) * 1000 / units())
                .toList();
    }

    /** @return CPU seconds for each unit */
    CpuMeter.Spent spentForOne() {
        CpuMeter.Spent all = spent.stream().reduce(CpuMeter.Spent.NOTHING, CpuMeter.Spent::plus);
        double units = (double) units() * spent.size();
        return new CpuMeter.Spent(all.jvm() / units, all.database() / units);
    }

    /** @return seconds that 95 of 100 runs did not exceed; NaN where there were too few of them to say */
    double p95() {
        if (single.size() < 20) {
            return Double.NaN;
        }
        return single.stream().sorted().toList().get((int) Math.ceil(single.size() * 0.95) - 1);
    }
}
