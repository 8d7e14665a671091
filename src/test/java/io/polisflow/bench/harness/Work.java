package io.polisflow.bench.harness;

/** What is measured, or what makes ready for it. */
@FunctionalInterface
public interface Work {

    void run() throws Exception;
}
