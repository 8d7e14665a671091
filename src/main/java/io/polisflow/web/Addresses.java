package io.polisflow.web;

import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/** Writes addresses of our own pages; whatever a value holds, it stays that one value. */
public final class Addresses {

    private Addresses() {}

    /** @param parameters name → value, in the order in which they are to stand */
    public static String of(String path, Map<String, String> parameters) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        parameters.keySet().forEach(name -> address.queryParam(name, "{" + name + "}"));
        return address.encode().buildAndExpand(parameters).toUriString();
    }
}
