package io.polisflow.bench.harness;

import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Several who do the same at once. */
public final class Senders {

    private Senders() {}

    /** @param times of all of them together, each the same share */
    public static void share(int senders, int times, Work work) throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(senders);
        try {
            Callable<Void> share = () -> {
                for (int i = 0; i < times / senders; i++) {
                    work.run();
                }
                return null;
            };
            for (Future<Void> done : pool.invokeAll(Collections.nCopies(senders, share))) {
                done.get();
            }
        } finally {
            pool.shutdownNow();
        }
    }
}
