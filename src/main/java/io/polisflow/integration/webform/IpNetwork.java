package io.polisflow.integration.webform;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An address or a network as the configuration names it; text that is no address never becomes a question to the DNS. */
record IpNetwork(byte[] address, int prefix) {

    private static final String OCTET = "(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)";
    private static final Pattern V4 = Pattern.compile(OCTET + "(?:\\." + OCTET + "){3}");
    private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");
    private static final Pattern NETWORK = Pattern.compile("([^/]+)(?:/(\\d{1,3}))?");

    static boolean isValid(String text) {
        return parse(text).isPresent();
    }

    /** @return the address as bytes (4 or 16), or empty when the text is no literal address */
    static Optional<byte[]> literal(String text) {
        if (!V4.matcher(text).matches() && !V6.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            return Optional.of(InetAddress.getByName(text).getAddress());
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** @param text e.g. {@code 10.0.0.0/8}, {@code 2001:db8::/32}, {@code 192.0.2.1} */
    static Optional<IpNetwork> parse(String text) {
        Matcher parts = NETWORK.matcher(text.strip());
        if (!parts.matches()) {
            return Optional.empty();
        }
        return literal(parts.group(1)).flatMap(address -> {
            int bits = address.length * Byte.SIZE;
            int prefix = parts.group(2) == null ? bits : Integer.parseInt(parts.group(2));
            return prefix > bits ? Optional.empty() : Optional.of(new IpNetwork(address, prefix));
        });
    }

    boolean contains(byte[] other) {
        if (other.length != address.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            int mask = 0x80 >> bit % Byte.SIZE;
            if ((address[bit / Byte.SIZE] & mask) != (other[bit / Byte.SIZE] & mask)) {
                return false;
            }
        }
        return true;
    }
}
