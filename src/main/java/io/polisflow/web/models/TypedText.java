package io.polisflow.web.models;

/** Cleans what browsers send of what no file may hold. */
final class TypedText {

    private static final String NO_XML = "[^\\x09\\x0A\\x20-\\uD7FF\\uE000-\\uFFFD\\x{10000}-\\x{10FFFF}]";

    private TypedText() {}

    /** @return stripped, with line breaks as files have them; blank for null */
    static String lines(String typed) {
        return typed == null
                ? ""
                : typed.replace("\r\n", "\n").replaceAll(NO_XML, "").strip();
    }
}
