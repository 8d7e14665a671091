package io.polisflow.fuzz;

import java.util.List;
import java.util.Random;

/** What nobody types and attackers send, from a source of chance that can be repeated. */
public class HostileValues {

    /** The product of two primes that stand in the expressions; whoever shows it has run one. */
    static final String EVALUATED = String.valueOf(7919L * 7927L);

    /** Stands in each piece of markup; unescaped in a page, it has become part of the page. */
    static final String MARK = "zqxmark";

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "null",
            "undefined",
            "NaN",
            "Infinity",
            "-1",
            "0",
            "1e309",
            "-9223372036854775809",
            "99999999999999999999999999",
            "2147483648",
            "0x10",
            "１２３",
            "٣٤",
            "1,5",
            "true",
            "[]",
            "{}",
            "\"",
            "'",
            "\\",
            "%",
            "%00",
            "_",
            "*",
            "' or '1'='1",
            "1;drop table client--",
            "' union select secret from vault--",
            "1) or sleep(5)#",
            "x'); delete from deal; --",
            "\\'; select pg_sleep(3)--",
            "<" + MARK + ">",
            "\"><" + MARK + " onload=1>",
            "' " + MARK + "='",
            "\" " + MARK + "=\"",
            "</script><" + MARK + ">",
            "</textarea><" + MARK + ">",
            "<!--<" + MARK + ">-->",
            "javascript:" + MARK,
            "${7919*7927}",
            "#{7919*7927}",
            "*{7919*7927}",
            "@{${7919*7927}}",
            "~{::x}",
            "[[${7919*7927}]]",
            "[(${7919*7927})]",
            "__${7919*7927}__::.x",
            "__${T(java.lang.Runtime).getRuntime()}__::.x",
            "${T(java.lang.System).getenv()}",
            "{{7919*7927}}",
            "<%= 7919*7927 %>",
            "${jndi:ldap://127.0.0.1:1/a}",
            "*)(uid=*))(|(uid=*",
            "admin*)((|userpassword=*)",
            "=7919*7927",
            "+cmd|' /C calc'!A0",
            "-2+3",
            "@SUM(1)",
            "\t=1+1",
            "\r\nX-Zqx: 1",
            "a\r\nSet-Cookie: zqx=1\r\n\r\n<" + MARK + ">",
            "\u202Egnp.exe",
            "\u200F\u061C",
            "\uFEFFx",
            "\uD800",
            "\uDFFF\uD800",
            "\uFFFF",
            "e\u0301\u0301\u0301",
            "İ",
            "ß",
            "😀".repeat(40),
            "../../../../etc/passwd",
            "..\\..\\windows\\win.ini",
            "....//....//etc/passwd",
            "/etc/passwd",
            "file:///etc/passwd",
            "//evil.example/",
            "https://evil.example/",
            "http://169.254.169.254/latest/meta-data/",
            "classpath:application.yaml",
            "C:\\x",
            "con",
            "2026-02-30",
            "0000-00-00",
            "+999999999-12-31",
            "-999999999-01-01",
            "+1000000000-01-01",
            "9999-12-31T23:59:59.999999999Z",
            "2026-01-01T00:00",
            "25:61",
            "P9999999999D",
            "2026",
            "00000000-0000-0000-0000-000000000000",
            "a,b,,c",
            ",",
            ";",
            "|",
            "(((((((((((((((((((((((((",
            "^(a+)+$",
            "<?xml version=\"1.0\"?><!DOCTYPE a [<!ENTITY e SYSTEM \"file:///etc/passwd\">]><a>&e;</a>",
            "1".repeat(400),
            "Я".repeat(4_000),
            "x".repeat(20_000));

    private final Random random;

    public HostileValues(Random random) {
        this.random = random;
    }

    Random random() {
        return random;
    }

    public String text() {
        return switch (random.nextInt(12)) {
            case 0 -> characters(random.nextInt(40));
            case 1 -> pick(TEXTS) + pick(TEXTS);
            default -> pick(TEXTS);
        };
    }

    /** Fit for one segment of an address that a server would take apart; nothing in it is encoded yet. */
    String shortText() {
        String text = text();
        return text.length() > 600 ? text.substring(0, 600) : text;
    }

    private String characters(int length) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < length; i++) {
            text.append((char) (random.nextInt(3) == 0 ? random.nextInt(0x10000) : random.nextInt(0x180)));
        }
        return text.toString();
    }

    /** A value of JSON of any kind, well formed. */
    public String json() {
        return switch (random.nextInt(12)) {
            case 0 -> "null";
            case 1 -> random.nextBoolean() ? "true" : "false";
            case 2 -> String.valueOf(random.nextLong());
            case 3 -> pick(List.of("-1", "0", "1e308", "1e-400", "99999999999999999999", "-0.0", "0.1", "1E+9"));
            case 4 -> "[" + quoted(text()) + "," + random.nextInt() + ",null]";
            case 5 -> "{" + quoted(shortText()) + ":" + quoted(text()) + "}";
            case 6 -> "[[[[]]]]";
            default -> quoted(text());
        };
    }

    /** A body that is no JSON, or JSON that no reader should take apart to its end. */
    public String brokenJson() {
        return switch (random.nextInt(14)) {
            case 0 -> "";
            case 1 -> "{";
            case 2 -> "[".repeat(3_000);
            case 3 -> "{\"a\":".repeat(2_000) + "1" + "}".repeat(2_000);
            case 4 -> "{\"id\":1,\"id\":2,\"id\":[]}";
            case 5 -> "{\"a\":NaN}";
            case 6 -> "{\"a\":" + "9".repeat(3_000) + "}";
            case 7 -> "\"" + "\\u0000".repeat(20) + "\"";
            case 8 -> "null";
            case 9 -> "[]";
            case 10 -> "{'a':1,}";
            case 11 -> "\uFEFF{}";
            case 12 -> "a=b&c=d";
            default -> text();
        };
    }

    static String quoted(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7e) {
                json.append("\\u%04x".formatted((int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    public <T> T pick(List<T> from) {
        return from.get(random.nextInt(from.size()));
    }

    public int random(int below) {
        return random.nextInt(below);
    }

    /** @param percent how often it is so */
    public boolean sometimes(int percent) {
        return random.nextInt(100) < percent;
    }
}
