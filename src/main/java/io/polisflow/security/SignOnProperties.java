package io.polisflow.security;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/** How people sign on by name and password, and how long their sessions last. */
@ConfigurationProperties("polisflow.sign-on")
@Validated
record SignOnProperties(
        @DefaultValue Password password,
        @DefaultValue Failures name,
        @DefaultValue Address address,
        @DefaultValue Session session) {

    /** @param strength from 0, anything, to 4, what no machine guesses */
    record Password(@DefaultValue("12") @Min(8) int length, @DefaultValue("2") @Min(0) @Max(4) int strength) {}

    /** @param most failures in a row, each within {@code within} of the last, after which the name is closed */
    record Failures(
            @DefaultValue("5") @Min(1) int most,
            @DefaultValue("15m") Duration within,
            @DefaultValue("15m") Duration closed) {}

    /** @param most failures from one address, by whatever names, that come back evenly over {@code within} */
    record Address(@DefaultValue("60") @Min(1) int most, @DefaultValue("15m") Duration within) {}

    /**
     * @param idle without a person's use
     * @param longest since the sign-on, however much it is used
     * @param recheck for so long what was read about a user counts
     */
    record Session(
            @DefaultValue("1h") Duration idle,
            @DefaultValue("12h") Duration longest,
            @DefaultValue("15s") Duration recheck) {}
}
