package io.polisflow.crm;

/** Puts a Russian noun into the form that its number asks for. */
public final class Plural {

    private Plural() {}

    /** @return which of the three forms goes with the number: 1 задача, 2 задачи, 5 задач */
    public static String of(long number, String one, String few, String many) {
        long last = number % 10;
        boolean teen = number % 100 / 10 == 1;
        if (last == 1 && !teen) {
            return one;
        }
        return last >= 2 && last <= 4 && !teen ? few : many;
    }
}
