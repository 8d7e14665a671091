package io.polisflow.crm.exchange;

/** Where adapters leave what went over the wire. */
@FunctionalInterface
public interface ExchangeSink {

    /** Never throws and never waits for the database: an exchange that cannot be kept must not fail the work. */
    void keep(Exchange exchange);
}
