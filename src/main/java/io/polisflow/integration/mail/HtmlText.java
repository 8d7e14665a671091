package io.polisflow.integration.mail;

import java.util.Locale;
import java.util.Set;
import org.springframework.web.util.HtmlUtils;

/** Turns the HTML of a letter into the text a person would read; one pass, whatever the markup is like. */
final class HtmlText {

    private static final Set<String> INVISIBLE = Set.of("script", "style", "head", "title", "template", "noscript");
    private static final Set<String> BREAKING =
            Set.of("br", "div", "tr", "li", "ul", "ol", "table", "hr", "blockquote");
    private static final Set<String> PARAGRAPHS = Set.of("p", "h1", "h2", "h3", "h4", "h5", "h6");

    private HtmlText() {}

    static String of(String html) {
        StringBuilder text = new StringBuilder(html.length());
        int position = 0;
        while (position < html.length()) {
            int open = html.indexOf('<', position);
            if (open < 0) {
                appendText(text, html.substring(position));
                break;
            }
            appendText(text, html.substring(position, open));
            position = afterMarkup(html, open, text);
        }
        // From a run's first blank only: tried from each, a letter of a million no-break spaces would take hours.
        return text.toString()
                .replaceAll("(?<![ \\t])[ \\t]*+\\n[ \\t]*+", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private static int afterMarkup(String html, int open, StringBuilder text) {
        if (html.startsWith("<!--", open)) {
            return after(html, "-->", open + 4);
        }
        char first = open + 1 < html.length() ? html.charAt(open + 1) : ' ';
        if (!Character.isLetter(first) && first != '/' && first != '!' && first != '?') {
            text.append('<');
            return open + 1;
        }
        String name = tagName(html, open);
        boolean closing = first == '/';
        int end = afterTag(html, open + 1);
        if (INVISIBLE.contains(name) && !closing) {
            int close = indexOfIgnoringCase(html, "</" + name, end);
            return close < 0 ? html.length() : afterTag(html, close + 1);
        }
        if (PARAGRAPHS.contains(name)) {
            text.append("\n\n");
        } else if (name.equals("br") || BREAKING.contains(name) && !endsWithBreak(text)) {
            text.append('\n');
        } else if (name.equals("td") || name.equals("th")) {
            text.append(' ');
        }
        return end;
    }

    private static boolean endsWithBreak(StringBuilder text) {
        return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
    }

    private static String tagName(String html, int open) {
        int start = open + 1 < html.length() && html.charAt(open + 1) == '/' ? open + 2 : open + 1;
        int end = start;
        while (end < html.length() && Character.isLetterOrDigit(html.charAt(end))) {
            end++;
        }
        return html.substring(start, end).toLowerCase(Locale.ROOT);
    }

    /** The tag's end, minding that a quoted attribute may hold a «>». */
    private static int afterTag(String html, int from) {
        char quote = 0;
        for (int i = from; i < html.length(); i++) {
            char c = html.charAt(i);
            if (quote != 0) {
                quote = c == quote ? 0 : quote;
            } else if ((c == '"' || c == '\'') && html.charAt(i - 1) == '=') {
                quote = c;
            } else if (c == '>') {
                return i + 1;
            }
        }
        return html.length();
    }

    private static int after(String html, String mark, int from) {
        int found = html.indexOf(mark, from);
        return found < 0 ? html.length() : found + mark.length();
    }

    private static int indexOfIgnoringCase(String html, String mark, int from) {
        for (int i = html.indexOf('<', from); i >= 0; i = html.indexOf('<', i + 1)) {
            if (html.regionMatches(true, i, mark, 0, mark.length())) {
                return i;
            }
        }
        return -1;
    }

    private static void appendText(StringBuilder text, String raw) {
        String words = HtmlUtils.htmlUnescape(raw.replaceAll("\\s+", " ")).replace('\u00A0', ' ');
        boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
        text.append(atStart && words.startsWith(" ") ? words.substring(1) : words);
    }
}
