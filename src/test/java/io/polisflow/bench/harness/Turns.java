package io.polisflow.bench.harness;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Alternating rounds of several contestants in one run, which meet the same disturbances. */
public final class Turns {

    private Turns() {}

    /**
     * Warms all up and lets them take turns, in an order that is turned round every round, so that nobody always meets the leftovers
     * of the same other one.
     *
     * @param warmUp rounds that do not count
     * @param rounds which may be set for all benchmarks by {@code -Dbench.rounds}
     */
    public static void take(CpuMeter cpu, int warmUp, int rounds, Contestant... contestants) throws Exception {
        List<Contestant> forth = List.of(contestants);
        List<Contestant> back = new ArrayList<>(forth);
        Collections.reverse(back);
        for (int round = 0; round < warmUp; round++) {
            for (Contestant contestant : forth) {
                contestant.warmUp();
            }
        }
        for (int round = 0; round < Integer.getInteger("bench.rounds", rounds); round++) {
            for (Contestant contestant : round % 2 == 0 ? forth : back) {
                contestant.round(cpu);
            }
        }
    }
}
