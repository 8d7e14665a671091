package io.polisflow.integration.document;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The insurer as a document's header names it; what is not set leaves no empty line.
 *
 * @param licence number and date of the Bank of Russia's licence, as it is to be printed
 */
@ConfigurationProperties("polisflow.company")
record CompanyProperties(
        String name, String inn, String ogrn, String licence, String address, String phone, String email, String site) {

    CompanyProperties {
        inn = told(inn);
        ogrn = told(ogrn);
        licence = told(licence);
        address = told(address);
        phone = told(phone);
        email = told(email);
        site = told(site);
    }

    private static String told(String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
