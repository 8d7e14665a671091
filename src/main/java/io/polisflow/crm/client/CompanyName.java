package io.polisflow.crm.client;

import java.util.Locale;
import java.util.regex.Pattern;

/** Makes company names comparable: «ООО "Ромашка"», «Ромашка, ООО» and «ромашка» are the same name. */
public final class CompanyName {

    private static final Pattern FORM = Pattern.compile(
            "(?U)\\b(ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ|ПУБЛИЧНОЕ АКЦИОНЕРНОЕ ОБЩЕСТВО|АКЦИОНЕРНОЕ ОБЩЕСТВО"
                    + "|ИНДИВИДУАЛЬНЫЙ ПРЕДПРИНИМАТЕЛЬ|ООО|ПАО|ОАО|ЗАО|НАО|АО|ИП|ФГУП|МУП|ГУП)\\b");

    private CompanyName() {}

    /** @return upper case without legal form, quotes and punctuation; empty when nothing is left */
    public static String comparable(String name) {
        if (name == null) {
            return "";
        }
        String upper = name.toUpperCase(Locale.ROOT).replace('Ё', 'Е');
        String bare = FORM.matcher(upper)
                .replaceAll(" ")
                .replaceAll("[^\\p{L}\\p{N}]+", " ")
                .strip();
        return bare.length() > 300 ? bare.substring(0, 300) : bare;
    }
}
