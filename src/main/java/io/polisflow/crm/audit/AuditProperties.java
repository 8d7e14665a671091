package io.polisflow.crm.audit;

import java.time.Duration;
import java.util.List;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * @param key secret of the hashes; blank for plain SHA-256, which production refuses
 * @param formerKeys keys that earlier rows were written with
 * @param keyedFrom first position of the chain that must have been made with a key, for a house that began without one
 * @param sealEvery pause between two rounds of the sealer; zero for none
 * @param anchorEvery how often the head of the chain is written to the log while rows come
 * @param checkEvery how often the whole chain is checked without anybody's asking; zero for never
 * @param keep how long rows stay in the database; zero for good
 * @param archive folder of the files that older rows go to; without one they stay
 */
@ConfigurationProperties("polisflow.audit")
record AuditProperties(
        @DefaultValue("") String key,
        @DefaultValue List<String> formerKeys,
        @DefaultValue("1") long keyedFrom,
        @DefaultValue("5s") Duration sealEvery,
        @DefaultValue("1h") Duration anchorEvery,
        @DefaultValue("24h") Duration checkEvery,
        @DefaultValue("0s") Duration keep,
        @DefaultValue("") String archive) {

    /** The keys stay out of logs also when somebody prints the settings. */
    @Override
    public String toString() {
        return "AuditProperties[keyedFrom=" + keyedFrom + ", keep=" + keep + ", archive=" + archive + "]";
    }
}
