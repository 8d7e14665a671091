package io.polisflow.crm.access;

import java.util.function.Supplier;

/**
 * Marks what the product does by itself on a person's thread: the steps that follow a task, the rules that must know of
 * every client. Nothing of it is hidden, because nobody looks.
 */
public final class WithoutViewer {

    private static final ThreadLocal<Integer> DEPTH = ThreadLocal.withInitial(() -> 0);

    private WithoutViewer() {}

    /** Whether the running code works for nobody in particular. */
    public static boolean isRunning() {
        return DEPTH.get() > 0;
    }

    public static <T> T call(Supplier<T> work) {
        DEPTH.set(DEPTH.get() + 1);
        try {
            return work.get();
        } finally {
            leave();
        }
    }

    private static void leave() {
        int depth = DEPTH.get() - 1;
        if (depth == 0) {
            DEPTH.remove();
        } else {
            DEPTH.set(depth);
        }
    }
}
