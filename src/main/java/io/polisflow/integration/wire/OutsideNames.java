package io.polisflow.integration.wire;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.SystemDefaultDnsResolver;

/**
 * Finds the addresses of the configured server wherever it is, and of any other name only outside the house: where an answer sends us
 * is its sender's word, and inside stand servers that take us for one of theirs. The address found is the one connected to.
 */
class OutsideNames implements DnsResolver {

    private static final int SHARED_NETWORK = 100;

    private final String configured;
    private final DnsResolver names;

    OutsideNames(String baseUrl) {
        this(baseUrl, SystemDefaultDnsResolver.INSTANCE);
    }

    OutsideNames(String baseUrl, DnsResolver names) {
        this.configured = hostOf(baseUrl);
        this.names = names;
    }

    private static String hostOf(String baseUrl) {
        try {
            String host = URI.create(String.valueOf(baseUrl).strip()).getHost();
            return host == null ? "" : host;
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] found = names.resolve(host);
        if (!host.equalsIgnoreCase(configured)) {
            for (InetAddress address : found) {
                if (isInside(address)) {
                    throw new UnknownHostException("a name that leads inside");
                }
            }
        }
        return found;
    }

    @Override
    public String resolveCanonicalHostname(String host) throws UnknownHostException {
        return names.resolveCanonicalHostname(host);
    }

    static boolean isInside(InetAddress address) {
        byte[] bytes = address.getAddress();
        boolean unique = bytes.length == 16 && (bytes[0] & 0xfe) == 0xfc;
        boolean shared = bytes.length == 4 && bytes[0] == SHARED_NETWORK && (bytes[1] & 0xc0) == 64;
        boolean nowhere = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
        return address.isLoopbackAddress()
                || address.isAnyLocalAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || unique
                || shared
                || nowhere;
    }
}
