package io.polisflow.crm.client;

/** The taxpayer's number: 10 digits for a legal entity, 12 for a sole trader, with the checksums of the tax service. */
public final class Inn {

    private static final int[] LEGAL = {2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] SOLE_11 = {7, 2, 4, 10, 3, 5, 9, 4, 6, 8};
    private static final int[] SOLE_12 = {3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8};

    private Inn() {}

    /** Whether the text has the right length, digits only, and fitting check digits. */
    public static boolean isValid(String text) {
        if (text == null || !text.matches("[0-9]{10}|[0-9]{12}")) {
            return false;
        }
        if (text.length() == 10) {
            return check(text, LEGAL) == digit(text, 9);
        }
        return check(text, SOLE_11) == digit(text, 10) && check(text, SOLE_12) == digit(text, 11);
    }

    private static int check(String text, int[] weights) {
        int sum = 0;
        for (int i = 0; i < weights.length; i++) {
            sum += weights[i] * digit(text, i);
        }
        return sum % 11 % 10;
    }

    private static int digit(String text, int index) {
        return text.charAt(index) - '0';
    }
}
