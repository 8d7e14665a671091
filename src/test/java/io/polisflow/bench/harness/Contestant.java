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
    private CpuMeter.Spent spent = CpuMeter.Spent.NOTHING;

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

    void warmUp() throws Exception {
        before.run();
        for (int run = 0; run < runs; run++) {
            work.run();
        }
        after.run();
    }

    void round(CpuMeter cpu) throws Exception {
        before.run();
        CpuMeter.Spent start = cpu.read();
        long begin = System.nanoTime();
        for (int run = 0; run < runs; run++) {
            long one = System.nanoTime();
            work.run();
            single.add((System.nanoTime() - one) / 1e9);
        }
        seconds.add((System.nanoTime() - begin) / 1e9);
        spent = spent.plus(cpu.read().minus(start));
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

    /** @return CPU seconds for each unit */
    CpuMeter.Spent spentForOne() {
        double units = (double) units() * seconds.size();
        return new CpuMeter.Spent(spent.jvm() / units, spent.database() / units);
    }

    /** @return seconds that 95 of 100 runs did not exceed; NaN where there were too few of them to say */
    double p95() {
        if (single.size() < 20) {
            return Double.NaN;
        }
        return single.stream().sorted().toList().get((int) Math.ceil(single.size() * 0.95) - 1);
    }
}
