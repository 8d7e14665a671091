package io.polisflow.integration.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * The insurer as letters present it ({@code polisflow.company.*}), what is not set being null; public because templates
 * read it as {@code company}.
 */
@ConfigurationProperties("polisflow.company")
public record CompanyProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String inn,
        @DefaultValue("") String address,
        @DefaultValue("") String phone,
        @DefaultValue("") String email,
        @DefaultValue("") String site) {

    public CompanyProperties {
        name = known(name);
        inn = known(inn);
        address = known(address);
        phone = known(phone);
        email = known(email);
        site = known(site);
    }

    // A template's condition holds for a blank text.
    private static String known(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
