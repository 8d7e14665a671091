package io.polisflow.crm.clientimport;

import io.polisflow.crm.client.CardField;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a column of a file can tell of a client and of one contact. */
public enum ImportField {
    INN("ИНН", null, "инн"),
    NAME("Название", CardField.NAME, "название", "наименование", "компания", "клиент", "организация"),
    KPP("КПП", CardField.KPP, "кпп"),
    FULL_NAME("Полное название", CardField.FULL_NAME, "полное название", "полное наименование"),
    OGRN("ОГРН", CardField.OGRN, "огрн", "огрнип"),
    ADDRESS("Адрес", CardField.ADDRESS, "адрес", "юридический адрес"),
    OKVED("Основной ОКВЭД", CardField.OKVED, "оквэд", "основной оквэд"),
    HEAD_NAME("Руководитель", CardField.HEAD_NAME, "руководитель", "директор", "генеральный директор"),
    HEAD_POSITION("Должность руководителя", CardField.HEAD_POSITION, "должность руководителя"),
    CONTACT_NAME("Контакт: имя", null, "контакт", "контактное лицо", "фио", "имя"),
    CONTACT_POSITION("Контакт: должность", null, "должность", "должность контакта"),
    CONTACT_ROLE("Контакт: роль", null, "роль", "роль контакта"),
    CONTACT_PHONE("Контакт: телефон", null, "телефон", "тел", "телефон контакта", "мобильный"),
    CONTACT_EMAIL(
            "Контакт: почта", null, "почта", "email", "e mail", "эл почта", "электронная почта", "почта контакта");

    private final String label;
    private final CardField card;
    private final List<String> headings;

    ImportField(String label, CardField card, String... headings) {
        this.label = label;
        this.card = card;
        this.headings = List.of(headings);
    }

    public String label() {
        return label;
    }

    /** @return the card's field that it fills, or null */
    CardField card() {
        return card;
    }

    /** @return the field that a column under this heading probably tells */
    static Optional<ImportField> under(String heading) {
        String plain = comparable(heading);
        return Arrays.stream(values())
                .filter(field -> comparable(field.label).equals(plain) || field.headings.contains(plain))
                .findFirst();
    }

    private static String comparable(String heading) {
        return heading.toLowerCase(Locale.ROOT)
                .replace('ё', 'е')
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
    }
}
