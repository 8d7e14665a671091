package io.polisflow.integration.webform;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a form may be filled in with, and by which names sites send it: our own and those of site builders.
 *
 * <p>The only place with the names. Case, hyphens, underscores, blanks and a closing {@code []} make no difference. Tilda names its
 * blocks Name, Email, Phone, Textarea, Comments, Checkbox and adds {@code tranid} (the same in its repeats) and {@code formid}.
 */
enum WebFormField {
    INN("inn", "инн"),
    COMPANY_NAME("companyName", "company", "organization", "organisation", "компания", "организация"),
    CONTACT_NAME("contactName", "name", "fio", "фио", "имя"),
    PHONE("phone", "tel", "телефон"),
    EMAIL("email", "mail", "почта"),
    PRODUCT("product", "продукт"),
    OBJECT("object", "объект"),
    RISKS("risks", "риски"),
    SUM_INSURED("sumInsured", "sum", "сумма"),
    STARTS_ON("startsOn", "date", "дата"),
    TEXT("text", "comment", "comments", "textarea", "message", "комментарий"),
    SUBMISSION_ID("submissionId", "tranid"),
    CONSENT("consent", "checkbox", "agree", "согласие"),
    CONSENT_VERSION("consentVersion"),
    CONSENT_MARKETING("consentMarketing");

    private static final Map<String, WebFormField> BY_NAME = Arrays.stream(values())
            .flatMap(field -> Stream.concat(Stream.of(field.wireName), field.otherNames.stream())
                    .map(name -> Map.entry(plain(name), field)))
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private final String wireName;
    private final List<String> otherNames;

    WebFormField(String wireName, String... otherNames) {
        this.wireName = wireName;
        this.otherNames = List.of(otherNames);
    }

    /** @return the field's name in our contract */
    String wireName() {
        return wireName;
    }

    /** @return empty for a name that means nothing to us */
    static Optional<WebFormField> of(String name) {
        return Optional.ofNullable(BY_NAME.get(plain(name)));
    }

    private static String plain(String name) {
        return name.replaceFirst("\\[\\d*]$", "").replaceAll("[\\s_-]", "").toLowerCase(Locale.ROOT);
    }
}
