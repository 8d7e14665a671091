package io.polisflow.web.clients;

import io.polisflow.crm.client.ClientFilter;
import io.polisflow.crm.client.ClientRegister.Position;
import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.client.SearchText;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.springframework.web.util.UriComponentsBuilder;

/**
 * The list's filter as it stands in the address, so that a bookmark, «back» and the export mean the same clients.
 *
 * @param owner user id, {@code -} for nobody's clients
 * @param temperature {@code cold} or {@code warm}
 * @param policy days within which a policy ends
 * @param after id of the client before the page
 * @param before id of the client behind the page
 */
record ListAddress(
        String text,
        String owner,
        String industry,
        String size,
        String status,
        String temperature,
        String policy,
        String after,
        String before) {

    static final String PATH = "/crm/clients";
    static final List<Integer> POLICY_DAYS = List.of(30, 45, 60, 90);

    private static final String COLD = "cold";
    private static final String WARM = "warm";

    /** A blank or unknown value filters nothing. */
    ClientFilter filter() {
        return new ClientFilter(
                SearchText.of(text),
                knownOwner(),
                known(Industry.class, industry),
                known(CompanySize.class, size),
                known(ClientFilter.Status.class, status),
                COLD.equals(temperature) ? Boolean.TRUE : WARM.equals(temperature) ? Boolean.FALSE : null,
                POLICY_DAYS.stream()
                        .filter(days -> days.toString().equals(policy))
                        .findFirst()
                        .orElse(null));
    }

    Position position() {
        if (isId(after)) {
            return Position.after(Long.parseLong(after));
        }
        return isId(before) ? Position.before(Long.parseLong(before)) : Position.first();
    }

    private static boolean isId(String text) {
        return text != null && text.matches("[0-9]{1,18}");
    }

    boolean isFiltered() {
        return !filter().isEmpty();
    }

    /** PostgreSQL takes no NUL in a text, and no user id has a control character. */
    private String knownOwner() {
        String id = owner == null ? "" : owner.replaceAll("\\p{Cntrl}", "");
        return id.isBlank() ? null : id;
    }

    private static <E extends Enum<E>> E known(Class<E> type, String name) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(name))
                .findFirst()
                .orElse(null);
    }

    /** @return this page's address without blanks */
    String href() {
        return address(PATH, after, before);
    }

    String hrefAfter(long clientId) {
        return address(PATH, String.valueOf(clientId), null);
    }

    String hrefBefore(long clientId) {
        return address(PATH, null, String.valueOf(clientId));
    }

    String export(String format) {
        return address(PATH + "/export/" + format, null, null);
    }

    private String address(String path, String afterId, String beforeId) {
        UriComponentsBuilder address = UriComponentsBuilder.fromPath(path);
        add(address, "text", text);
        add(address, "owner", owner);
        add(address, "industry", industry);
        add(address, "size", size);
        add(address, "status", status);
        add(address, "temperature", temperature);
        add(address, "policy", policy);
        add(address, "after", afterId);
        add(address, "before", beforeId);
        return address.encode().build().toUriString();
    }

    private static void add(UriComponentsBuilder address, String name, String value) {
        if (value != null && !value.isBlank()) {
            address.queryParam(name, "{" + name + "}").uriVariables(Map.of(name, value));
        }
    }
}
