package io.polisflow.integration.telephony;

import io.polisflow.crm.client.PhoneNumber;

/** Mango writes telephone numbers with the country's code and without the plus. */
final class TelephoneNumbers {

    private TelephoneNumbers() {}

    static String outgoing(String e164) {
        return e164.startsWith("+") ? e164.substring(1) : e164;
    }

    /** @return E.164, the text as it stands when it is no such number (a SIP address), null when there is none */
    static String incoming(String number) {
        if (number == null || number.isBlank()) {
            return null;
        }
        String plain = number.strip();
        if (!plain.matches("\\d{10,15}")) {
            return plain;
        }
        return plain.length() == 10 ? PhoneNumber.normalise(plain).orElse(plain) : "+" + plain;
    }
}
