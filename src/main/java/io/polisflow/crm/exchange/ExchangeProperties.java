package io.polisflow.crm.exchange;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How long something of the exchange with outside systems is kept.
 *
 * @param keep what went over the wire
 * @param keepEvents by what a repeat is known; longer than any product goes on repeating an event
 */
@ConfigurationProperties("polisflow.exchange")
public record ExchangeProperties(@DefaultValue("180d") Duration keep, @DefaultValue("90d") Duration keepEvents) {

    /** @throws IllegalArgumentException when a time is none: everything would be thrown away at once */
    public ExchangeProperties {
        Perishable.requirePositive("polisflow.exchange.keep", keep);
        Perishable.requirePositive("polisflow.exchange.keep-events", keepEvents);
    }
}
