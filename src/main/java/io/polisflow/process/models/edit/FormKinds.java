package io.polisflow.process.models.edit;

import java.util.List;
import java.util.Map;

/** Words for the kinds of components that Tasklist shows. */
public final class FormKinds {

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("textfield", "Строка текста"),
            Map.entry("textarea", "Многострочный текст"),
            Map.entry("number", "Число"),
            Map.entry("datetime", "Дата"),
            Map.entry("checkbox", "Флажок"),
            Map.entry("checklist", "Несколько флажков"),
            Map.entry("radio", "Один из вариантов, все на виду"),
            Map.entry("select", "Один из вариантов, списком"),
            Map.entry("taglist", "Несколько вариантов, списком"),
            Map.entry("text", "Надпись"),
            Map.entry("html", "Оформленный текст"),
            Map.entry("image", "Картинка"),
            Map.entry("table", "Таблица"),
            Map.entry("group", "Группа полей"),
            Map.entry("dynamiclist", "Повторяемые строки"),
            Map.entry("separator", "Черта"),
            Map.entry("spacer", "Отступ"),
            Map.entry("iframe", "Встроенная страница"),
            Map.entry("expression", "Вычисление"),
            Map.entry("button", "Кнопка"));

    /** What can be added on a page; the others need more than can be typed there. */
    public static final List<String> ADDED = List.of(
            "textfield",
            "textarea",
            "number",
            "datetime",
            "checkbox",
            "radio",
            "select",
            "checklist",
            "taglist",
            "text",
            "html",
            "separator",
            "group");

    private FormKinds() {}

    static String word(String type) {
        return WORDS.getOrDefault(type, "Элемент «" + type + "»");
    }
}
