package io.polisflow.integration.webform;

import jakarta.servlet.http.HttpServletRequest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Tells where a form comes from. What proxies say of it is believed only of those we trust: the header of anybody else is the
 * sender's own invention.
 */
class WebFormSource {

    private static final int V6_SITE_BYTES = 8;

    private final List<IpNetwork> trusted;

    WebFormSource(List<String> trustedProxies) {
        this.trusted = trustedProxies.stream()
                .map(IpNetwork::parse)
                .flatMap(Optional::stream)
                .toList();
    }

    /** @return one name for one source; of IPv6 the network of the site, since each site has 2⁶⁴ addresses */
    String of(HttpServletRequest request) {
        byte[] source = IpNetwork.literal(request.getRemoteAddr()).orElse(new byte[0]);
        List<String> path = forwarded(request);
        for (int i = 0; i < path.size() && isTrusted(source); i++) {
            Optional<byte[]> before = IpNetwork.literal(path.get(i));
            if (before.isEmpty()) {
                break;
            }
            source = before.get();
        }
        byte[] key = source.length > V6_SITE_BYTES ? Arrays.copyOf(source, V6_SITE_BYTES) : source;
        return HexFormat.of().formatHex(key);
    }

    private boolean isTrusted(byte[] address) {
        return trusted.stream().anyMatch(network -> network.contains(address));
    }

    /** From the proxy nearest to us outwards. */
    private static List<String> forwarded(HttpServletRequest request) {
        List<String> path = new ArrayList<>();
        Collections.list(request.getHeaders("X-Forwarded-For"))
                .forEach(line ->
                        Arrays.stream(line.split(",")).map(String::strip).forEach(path::add));
        Collections.reverse(path);
        return path;
    }
}
