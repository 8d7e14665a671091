package io.polisflow.integration.telephony;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.crm.node.NodeTurns;
import io.polisflow.crm.telephony.CallInbox;
import io.polisflow.crm.telephony.CallRecordings;
import io.polisflow.crm.telephony.Calls;
import io.polisflow.crm.telephony.Extensions;
import io.polisflow.crm.telephony.Telephony;
import io.polisflow.integration.wire.ExchangeRecorder;
import io.polisflow.integration.wire.Wire;
import io.polisflow.integration.wire.WireAnswer;
import io.polisflow.integration.wire.WireHealth;
import io.polisflow.integration.wire.WireSettings;
import java.time.Clock;
import java.util.function.Supplier;
import org.springframework.boot.actuate.health.HealthIndicator;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Connects the CRM's telephony port to Mango Office VPBX or to an Asterisk, by {@code polisflow.telephony.provider}. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(TelephonyProperties.class)
class TelephonyConfiguration {

    @Bean
    Telephony telephony(TelephonyProperties properties, Wire wire, ObjectMapper json) {
        return isAsterisk(properties)
                ? new AriTelephony(ari(properties, wire, properties.wire()))
                : new MangoTelephony(
                        new MangoApi(wire.to(TelephonyProperties.SYSTEM, properties.wire()), properties), json);
    }

    @Bean
    Extensions extensions(TelephonyProperties properties) {
        return new ConfiguredExtensions(properties.extensions());
    }

    /** Mango Office tells of calls by its webhook; an Asterisk is listened to. */
    @Bean
    @ConditionalOnProperty(name = "polisflow.telephony.provider", havingValue = TelephonyProperties.ASTERISK)
    AriEventReader ariEventReader(
            TelephonyProperties properties,
            Wire wire,
            CallInbox inbox,
            CallRecordings recordings,
            Calls calls,
            ObjectMapper json,
            ExchangeRecorder recorder,
            NodeTurns turns,
            Clock clock) {
        AriApi api = ari(properties, wire, properties.wire());
        AriCalls followed = new AriCalls(api, properties, inbox, recordings, calls, clock);
        AriCatchUp catchUp = new AriCatchUp(api, followed, calls, clock);
        return new AriEventReader(properties, followed, catchUp, json, recorder, turns, AriEventReader.Rhythm.USUAL);
    }

    /** Shows as {@code telephony} in {@code /actuator/health}. */
    @Bean
    HealthIndicator telephonyHealthIndicator(TelephonyProperties properties, Wire wire) {
        WireSettings settings = properties.wire().forProbe();
        return isAsterisk(properties)
                ? health(ari(properties, wire, settings)::info, "\"system\"")
                : health(new MangoApi(wire.to(TelephonyProperties.SYSTEM, settings), properties)::probe, "\"users\"");
    }

    /** @param sign stands in the answer of an exchange that is well */
    static HealthIndicator health(Supplier<WireAnswer> probe, String sign) {
        return new WireHealth(
                probe, answer -> answer.status() == 200 && answer.text().contains(sign));
    }

    private static boolean isAsterisk(TelephonyProperties properties) {
        return properties.provider().equals(TelephonyProperties.ASTERISK);
    }

    private static AriApi ari(TelephonyProperties properties, Wire wire, WireSettings settings) {
        return new AriApi(wire.to(TelephonyProperties.SYSTEM, settings), properties);
    }
}
