package io.polisflow.integration.telephony;

import io.polisflow.crm.telephony.Extensions;
import java.util.Map;
import java.util.Optional;

/** The inner numbers as {@code polisflow.telephony.extensions} has them. */
class ConfiguredExtensions implements Extensions {

    private final Map<String, String> byUser;

    ConfiguredExtensions(Map<String, String> byUser) {
        this.byUser = byUser;
    }

    @Override
    public Optional<String> of(String userId) {
        return Optional.ofNullable(byUser.get(userId)).filter(extension -> !extension.isBlank());
    }

    @Override
    public Optional<String> userOf(String extension) {
        return byUser.entrySet().stream()
                .filter(entry -> entry.getValue().equals(extension))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
