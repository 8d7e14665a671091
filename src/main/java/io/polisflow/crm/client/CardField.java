package io.polisflow.crm.client;

import io.polisflow.crm.RefusedException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.Arrays;
import java.util.Locale;

/** The fields of a client's card that both a registry and a person can fill; each value has one text form. */
public enum CardField implements EditableField {
    NAME("Название", 300),
    FULL_NAME("Полное название", 1000),
    KPP("КПП", 9),
    OGRN("ОГРН", 15),
    ADDRESS("Адрес", 1000),
    OKVED("Основной ОКВЭД", 10),
    OKVED_NAME("Вид деятельности", 500),
    HEAD_NAME("Руководитель", 300),
    HEAD_POSITION("Должность руководителя", 300),
    REGISTRATION_DATE("Дата регистрации", 10),
    SME("В реестре МСП", 5),
    COMPANY_SIZE("Размер", 10);

    private static final DateTimeFormatter SHOWN =
            DateTimeFormatter.ofPattern("dd.MM.uuuu").withResolverStyle(ResolverStyle.STRICT);

    private final String label;
    private final int longest;

    CardField(String label, int longest) {
        this.label = label;
        this.longest = longest;
    }

    @Override
    public String label() {
        return label;
    }

    int longest() {
        return longest;
    }

    @Override
    public String key() {
        String[] words = name().toLowerCase(Locale.ROOT).split("_");
        StringBuilder key = new StringBuilder(words[0]);
        for (int i = 1; i < words.length; i++) {
            key.append(words[i].substring(0, 1).toUpperCase(Locale.ROOT)).append(words[i].substring(1));
        }
        return key.toString();
    }

    /** @throws java.util.NoSuchElementException when no field is labelled so */
    public static CardField labelled(String label) {
        return Arrays.stream(values())
                .filter(field -> field.label.equals(label))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Brings what a person typed to the field's text form: stripped, a date in ISO, null when there is nothing.
     *
     * @throws RefusedException naming the field when the value cannot be right
     */
    @Override
    public String checked(String typed) {
        String text = typed == null ? "" : typed.replaceAll("\\p{Cntrl}+", " ").strip();
        if (text.isEmpty()) {
            if (this == NAME) {
                throw wrong("укажите название");
            }
            return null;
        }
        if (text.length() > longest) {
            throw wrong("не длиннее " + longest + " знаков");
        }
        switch (this) {
            case KPP -> require(Kpp.isValid(text), "девять знаков, например 773601001");
            case OGRN -> require(Ogrn.isValid(text), "13 цифр, у предпринимателя 15, с верной контрольной цифрой");
            case OKVED ->
                require(
                        text.matches("[0-9]{2}(\\.[0-9]{1,2}){0,2}")
                                && Industry.of(text).isPresent(),
                        "код вида 64.19 из ОКВЭД 2");
            case REGISTRATION_DATE -> text = date(text);
            case SME -> require(text.equals("true") || text.equals("false"), "да или нет");
            case COMPANY_SIZE ->
                require(
                        Arrays.stream(CompanySize.values()).map(Enum::name).anyMatch(text::equals),
                        "выберите из списка");
            default -> {
                // Names and addresses are free text.
            }
        }
        return text;
    }

    private String date(String text) {
        try {
            return (text.contains(".") ? LocalDate.parse(text, SHOWN) : LocalDate.parse(text)).toString();
        } catch (DateTimeException e) {
            throw wrong("ожидается дата");
        }
    }

    private void require(boolean fits, String remedy) {
        if (!fits) {
            throw wrong(remedy);
        }
    }

    private RefusedException wrong(String remedy) {
        return new RefusedException(key(), label + ": " + remedy);
    }

    /** Whether two values say the same: names apart from quotes and legal form's place, other texts apart from case and blanks. */
    boolean same(String one, String other) {
        if (one == null || other == null) {
            return one == null && other == null;
        }
        if (one.equals(other)) {
            return true;
        }
        return comparable(one).equals(comparable(other));
    }

    private static String comparable(String text) {
        return text.toUpperCase(Locale.ROOT)
                .replace('Ё', 'Е')
                .replaceAll("[«»\"“”„']", " ")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Override
    public String shown(String value) {
        if (value == null) {
            return null;
        }
        return switch (this) {
            case REGISTRATION_DATE -> SHOWN.format(LocalDate.parse(value));
            case SME -> Boolean.parseBoolean(value) ? "да" : "нет";
            case COMPANY_SIZE -> CompanySize.valueOf(value).label();
            default -> value;
        };
    }

    /** @return what the registry tells of the field, or null */
    String in(Requisites told) {
        return switch (this) {
            case NAME -> told.shortName();
            case FULL_NAME -> told.fullName();
            case KPP -> told.kpp();
            case OGRN -> told.ogrn();
            case ADDRESS -> told.address();
            case OKVED -> told.okved();
            case OKVED_NAME -> told.okvedName();
            case HEAD_NAME -> told.headName();
            case HEAD_POSITION -> told.headPosition();
            case REGISTRATION_DATE ->
                told.registrationDate() == null ? null : told.registrationDate().toString();
            case SME -> told.sme() == null ? null : told.sme().toString();
            case COMPANY_SIZE -> told.size() == null ? null : told.size().name();
        };
    }
}
