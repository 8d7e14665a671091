package io.polisflow.bench.harness;

import java.util.List;

/** What a row's figures are in. */
public enum Unit {
    PER_SECOND("/s"),
    MILLIS("ms"),
    SECONDS("s"),
    CPU_MILLIS("CPU ms"),
    BUFFERS("buffers"),
    MEGABYTES("MB");

    private final String sign;

    Unit(String sign) {
        this.sign = sign;
    }

    String sign() {
        return sign;
    }

    /** @return of each round */
    List<Double> of(Contestant contestant) {
        int units = contestant.units();
        return switch (this) {
            case PER_SECOND -> Figures.each(contestant.seconds(), seconds -> units / seconds);
            case MILLIS -> Figures.each(contestant.seconds(), seconds -> seconds * 1000 / units);
            case SECONDS -> Figures.each(contestant.seconds(), seconds -> seconds / units);
            case CPU_MILLIS -> contestant.cpuMillis();
            default -> throw new IllegalArgumentException(this + " is not measured by turns");
        };
    }
}
