package io.polisflow.crm.document;

import java.time.Duration;
import java.util.Map;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The keys under which stored files are sealed ({@code polisflow.encryption.*}).
 *
 * @param keys id → 32 bytes in Base64; every key under which a file lies
 * @param active id of the key for new files; with a single key it is that one
 * @param keyFile a file with further keys, a line {@code id=Base64} each; blank for none
 * @param generate whether a key file that is not there is made: the sandbox only
 * @param required whether the start is refused without a key, or while files lie under keys that are not here
 * @param sweepEvery pause between two looks for files that are not under the active key; zero for never
 */
@ConfigurationProperties("polisflow.encryption")
public record EncryptionProperties(
        @DefaultValue Map<String, String> keys,
        @DefaultValue("") String active,
        @DefaultValue("") String keyFile,
        @DefaultValue("false") boolean generate,
        @DefaultValue("true") boolean required,
        @DefaultValue("10m") Duration sweepEvery) {

    public EncryptionProperties {
        keys = keys == null ? Map.of() : Map.copyOf(keys);
    }

    /** The keys stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "EncryptionProperties[keys=" + keys.keySet() + ", active=" + active + "]";
    }
}
