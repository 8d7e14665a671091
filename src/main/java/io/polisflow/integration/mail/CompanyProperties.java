package io.polisflow.integration.mail;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/** The insurer as letters present it ({@code polisflow.company.*}); public because templates read it as {@code company}. */
@ConfigurationProperties("polisflow.company")
public record CompanyProperties(
        @DefaultValue("") String name,
        @DefaultValue("") String inn,
        @DefaultValue("") String address,
        @DefaultValue("") String phone,
        @DefaultValue("") String email,
        @DefaultValue("") String site) {}
