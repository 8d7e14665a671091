package io.polisflow.crm.client;

/** The state registration number: 13 digits for a legal entity, 15 for a sole trader, the last one a check digit. */
public final class Ogrn {

    private Ogrn() {}

    public static boolean isValid(String text) {
        if (text == null || !text.matches("[0-9]{13}|[0-9]{15}")) {
            return false;
        }
        int last = text.length() - 1;
        long body = Long.parseLong(text.substring(0, last));
        long modulus = text.length() == 13 ? 11 : 13;
        return body % modulus % 10 == text.charAt(last) - '0';
    }
}
