package io.polisflow.security;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.UnknownHostException;

/** Networks that addresses belong to. */
final class Networks {

    private Networks() {}

    /**
     * Cuts an address down to its network.
     *
     * @param v4 bits of the network that an IPv4 address keeps, whole bytes
     * @param v6 the same of an IPv6 address
     * @return e.g. {@code 10.1.2.0/24}, null for what is no address
     */
    static String of(String address, int v4, int v6) {
        try {
            // An address in figures is not looked up.
            InetAddress parsed = InetAddress.getByName(address);
            byte[] bytes = parsed.getAddress();
            int bits = parsed instanceof Inet4Address ? v4 : v6;
            for (int i = bits / Byte.SIZE; i < bytes.length; i++) {
                bytes[i] = 0;
            }
            return InetAddress.getByAddress(bytes).getHostAddress() + "/" + bits;
        } catch (UnknownHostException e) {
            return null;
        }
    }
}
