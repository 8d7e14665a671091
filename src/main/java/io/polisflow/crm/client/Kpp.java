package io.polisflow.crm.client;

/** The tax registration reason code of a legal entity or of its branch: nine characters without a checksum. */
public final class Kpp {

    private Kpp() {}

    public static boolean isValid(String text) {
        return text != null && text.matches("[0-9]{4}[0-9A-Z]{2}[0-9]{3}");
    }

    /**
     * Whether the code is that of the entity itself: registered at its own address (01) or as one of the largest taxpayers (50).
     *
     * @param kpp valid
     */
    public static boolean isOfHeadOffice(String kpp) {
        String reason = kpp.substring(4, 6);
        return reason.equals("01") || reason.equals("50");
    }
}
