package io.polisflow.process.models.draft;

import java.util.Map;

/** How the components of forms are called in Russian. */
public final class FormWords {

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("textfield", "поле"),
            Map.entry("textarea", "многострочное поле"),
            Map.entry("number", "числовое поле"),
            Map.entry("datetime", "поле даты"),
            Map.entry("checkbox", "флажок"),
            Map.entry("checklist", "список флажков"),
            Map.entry("radio", "переключатель"),
            Map.entry("select", "выбор из списка"),
            Map.entry("taglist", "набор меток"),
            Map.entry("text", "текст"),
            Map.entry("html", "оформленный текст"),
            Map.entry("image", "картинка"),
            Map.entry("table", "таблица"),
            Map.entry("group", "группа"),
            Map.entry("dynamiclist", "повторяемые строки"),
            Map.entry("separator", "разделитель"),
            Map.entry("spacer", "отступ"),
            Map.entry("expression", "вычисление"),
            Map.entry("button", "кнопка"));

    private FormWords() {}

    /** @return what such a component is called, or the other word when it is none that we know */
    public static String type(String type, String otherwise) {
        return TYPES.getOrDefault(type, otherwise);
    }
}
