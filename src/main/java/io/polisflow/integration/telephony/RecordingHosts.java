package io.polisflow.integration.telephony;

import io.polisflow.crm.UnavailableException;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * Where an exchange may send us for a recording: to its own server and to those that the settings name, and nowhere else, or whoever
 * writes its answers would choose whom we speak to.
 */
final class RecordingHosts {

    private static final int LONGEST_NAME = 100;

    private final URI exchange;
    private final List<String> named;

    RecordingHosts(TelephonyProperties properties) {
        this.exchange = parsed(properties.baseUrl());
        this.named = properties.recordingHosts().stream()
                .map(host -> host.toLowerCase(Locale.ROOT))
                .toList();
    }

    /**
     * @param location as the answer says it; it is good for one use and stays out of messages
     * @throws UnavailableException when we do not go there
     */
    URI trusted(String location) {
        URI address = parsed(location);
        if (address == null) {
            throw unusable("a redirect to no address");
        }
        if (isExchange(address)) {
            return address;
        }
        // Whoever listens on the way would hear the client.
        if (address.getScheme().equalsIgnoreCase("http") && !isPlainExchange()) {
            throw unusable("a redirect out of TLS");
        }
        if (named.stream().noneMatch(host -> fits(host, address))) {
            throw unusable("a recording at " + shortened(address.getHost())
                    + ", which polisflow.telephony.recording-hosts does not name");
        }
        return address;
    }

    private boolean isExchange(URI address) {
        return exchange != null
                && address.getScheme().equalsIgnoreCase(exchange.getScheme())
                && address.getHost().equalsIgnoreCase(exchange.getHost())
                && port(address) == port(exchange);
    }

    private boolean isPlainExchange() {
        return exchange != null && exchange.getScheme().equalsIgnoreCase("http");
    }

    private static boolean fits(String named, URI address) {
        String host = address.getHost().toLowerCase(Locale.ROOT);
        int colon = named.indexOf(':');
        String name = colon < 0 ? named : named.substring(0, colon);
        int port = colon < 0 ? usualPort(address) : Integer.parseInt(named.substring(colon + 1));
        boolean sameName = name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name);
        return sameName && port(address) == port;
    }

    private static int port(URI address) {
        return address.getPort() < 0 ? usualPort(address) : address.getPort();
    }

    private static int usualPort(URI address) {
        return address.getScheme().equalsIgnoreCase("https") ? 443 : 80;
    }

    /** @return null for what is no address of a web server, or brings a user's name along */
    private static URI parsed(String location) {
        try {
            URI address = URI.create(location == null ? "" : location.strip());
            boolean web = "https".equalsIgnoreCase(address.getScheme()) || "http".equalsIgnoreCase(address.getScheme());
            return web && address.getHost() != null && address.getUserInfo() == null ? address : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static String shortened(String host) {
        return host.length() <= LONGEST_NAME ? host : host.substring(0, LONGEST_NAME);
    }

    private static UnavailableException unusable(String fault) {
        return new UnavailableException(TelephonyProperties.SYSTEM, fault, null);
    }
}
