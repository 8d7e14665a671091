package io.polisflow.crm.personal;

import java.time.Period;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * What the law orders to keep in spite of an erasure ({@code polisflow.personal.keep.*}), counted from the erasure.
 *
 * @param contracts contracts, policies and the papers of those who signed them
 * @param consents the proof that there was a consent
 */
@ConfigurationProperties("polisflow.personal.keep")
record KeptByLaw(@DefaultValue("P5Y") Period contracts, @DefaultValue("P3Y") Period consents) {

    static final String CONTRACT = "115-ФЗ, ст. 7: документы о клиенте и договоре хранятся не меньше 5 лет";
    static final String CONSENT = "ГК, ст. 196: доказательство согласия хранится до конца срока исковой давности";

    KeptByLaw {
        if (contracts.isNegative() || consents.isNegative()) {
            throw new IllegalArgumentException("polisflow.personal.keep: срок не может быть отрицательным");
        }
    }
}
