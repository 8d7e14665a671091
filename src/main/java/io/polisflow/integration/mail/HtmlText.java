package io.polisflow.integration.mail;

import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.safety.Cleaner;
import org.jsoup.safety.Safelist;
import org.jsoup.select.NodeVisitor;

/** The HTML of a letter as text that a person would read, and as HTML that is safe to show. */
final class HtmlText {

    /** No picture is loaded from anywhere: it would tell the sender who reads the letter and when. */
    private static final Safelist SAFE = Safelist.relaxed()
            .removeTags("img")
            .addTags("hr")
            .removeProtocols("a", "href", "ftp")
            .addEnforcedAttribute("a", "rel", "noopener noreferrer nofollow")
            .addEnforcedAttribute("a", "target", "_blank");

    private HtmlText() {}

    /** @return the markup without scripts, styles, pictures, forms and whatever else could act */
    static String clean(String html) {
        Document clean = new Cleaner(SAFE).clean(Jsoup.parse(html));
        clean.outputSettings().prettyPrint(false);
        return clean.body().html().replace("\u0000", "");
    }

    static String of(String html) {
        Document document = Jsoup.parse(html);
        document.select("script, style, head, title, template, noscript").remove();
        StringBuilder text = new StringBuilder(html.length());
        document.body().traverse(new Reading(text));
        // From a run's first blank only: tried from each, a letter of a million no-break spaces would take hours.
        return text.toString()
                .replaceAll("(?<![ \\t])[ \\t]*+\\n[ \\t]*+", "\n")
                .replaceAll("\\n{3,}", "\n\n")
                .strip();
    }

    private record Reading(StringBuilder text) implements NodeVisitor {

        @Override
        public void head(Node node, int depth) {
            if (node instanceof TextNode words) {
                append(words.getWholeText());
            } else if (node instanceof Element element) {
                switch (element.normalName()) {
                    case "br" -> text.append('\n');
                    case "td", "th" -> text.append(' ');
                    default -> breakFor(element);
                }
            }
        }

        @Override
        public void tail(Node node, int depth) {
            if (node instanceof Element element) {
                breakFor(element);
            }
        }

        private void breakFor(Element element) {
            if (element.normalName().matches("p|h[1-6]")) {
                text.append("\n\n");
            } else if (element.isBlock() && !element.normalName().matches("td|th") && !endsWithBreak()) {
                text.append('\n');
            }
        }

        private boolean endsWithBreak() {
            return text.isEmpty() || text.charAt(text.length() - 1) == '\n';
        }

        private void append(String raw) {
            String words = raw.replaceAll("\\s+", " ").replace('\u00A0', ' ');
            boolean atStart = text.isEmpty() || Character.isWhitespace(text.charAt(text.length() - 1));
            text.append(atStart && words.startsWith(" ") ? words.substring(1) : words);
        }
    }
}
