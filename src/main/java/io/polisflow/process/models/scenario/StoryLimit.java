package io.polisflow.process.models.scenario;

import java.io.Serial;
import java.util.ArrayDeque;
import java.util.Deque;

/** Ends a story whose model never comes to rest: by the number of steps and by the time that all stories share. */
final class StoryLimit {

    /** More than the longest way through all models of the product takes ten times over. */
    static final int MOST_STEPS = 3000;

    private static final int LAST_TOLD = 6;

    private final long until;
    private final Deque<String> last = new ArrayDeque<>();
    private int steps;

    /** @param until as {@link System#nanoTime()} counts */
    StoryLimit(long until) {
        this.until = until;
    }

    void newStory() {
        steps = 0;
        last.clear();
    }

    /** @throws Exceeded when it was one step too many */
    void step(String label) {
        last.addLast(label);
        if (last.size() > LAST_TOLD) {
            last.removeFirst();
        }
        if (++steps > MOST_STEPS) {
            throw endless();
        }
        checkTime();
    }

    Exceeded endless() {
        return new Exceeded("Модель не останавливается: пройдено шагов — " + (steps - 1) + ", последние — "
                + String.join(" → ", last) + ". Проверьте условие выхода из цикла");
    }

    void checkTime() {
        if (System.nanoTime() > until) {
            throw new Exceeded("Время прогона вышло. Прогоните меньше историй за раз");
        }
    }

    /** The story cannot go on. */
    static final class Exceeded extends RuntimeException {

        @Serial
        private static final long serialVersionUID = 1L;

        Exceeded(String message) {
            super(message);
        }
    }
}
