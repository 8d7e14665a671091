package io.polisflow.browser;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Page;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What no page of ours may have, whatever it is about: English words, faults of accessibility, weight, jumps, an edge too wide. */
final class Inspection {

    /** Every page's first load, without cache and compressed, in bytes. */
    static final int HEAVIEST = 200 * 1024;

    /** The sum of layout shifts; what nobody notices, far below the 0.1 that web vitals call good. */
    static final double STILL = 0.02;

    /** Names, addresses, numbers of ours and abbreviations that Russian texts leave in Latin. */
    private static final Pattern NAME = Pattern.compile(
            "(?U)[\\w«»-]+\\.(?:pdf|csv|xlsx|zip|json|txt)\\b|Polisflow|Camunda(?: Platform)?|Europe/Moscow|Tasklist|Cockpit|DaData|\\b(?:XLSX|CSV|XES|IEEE|PDF|ZIP|JPG|PNG|JSON|SMTP|IMAP|iCalendar|Alt|Home|ID)\\b"
                    + "|[\\w.+-]+@[\\w.-]+|https?://\\S+|\\b[A-Z]{1,3}-[A-Z]?-?\\d{4}-\\d+\\b|\\b[A-Z]-\\d[\\w-]*");

    private static final Pattern ENGLISH = Pattern.compile("[A-Za-z]{2,}");

    /** What is seen, pointed at or read aloud. */
    private static final String WORDS = "() => { const words = [document.title];"
            + "const seen = element => element.getClientRects().length > 0;"
            + "const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);"
            + "for (let node; (node = walker.nextNode());) {"
            + "  if (seen(node.parentElement) && !node.parentElement.closest('script, style, [translate=no]')) words.push(node.data.trim()); }"
            + "for (const element of document.querySelectorAll('[title], [placeholder], [aria-label]')) {"
            + "  if (seen(element)) words.push(...['title', 'placeholder', 'aria-label'].map(name => element.getAttribute(name) || '')); }"
            + "return words; }";

    private static final String WEIGHT = "() => [...performance.getEntriesByType('navigation'),"
            + " ...performance.getEntriesByType('resource')].reduce((sum, each) => sum + each.encodedBodySize, 0)";

    private static final String SHIFT = "() => new Promise(done => { let sum = 0;"
            + "new PerformanceObserver(list => list.getEntries().forEach(each => { if (!each.hadRecentInput) sum += each.value; }))"
            + ".observe({type: 'layout-shift', buffered: true});"
            + "requestAnimationFrame(() => setTimeout(() => done(sum), 0)); })";

    private static final String BEYOND = "part => { const scrolls = each => each && !each.matches(part)"
            + " && (/auto|scroll/.test(getComputedStyle(each).overflowX) || scrolls(each.parentElement));"
            + "return [...document.querySelectorAll(part + ' *')]"
            + ".filter(each => each.getClientRects().length > 0 && each.getBoundingClientRect().right > window.innerWidth + 1)"
            + ".filter(each => !scrolls(each.parentElement))"
            + ".map(each => each.tagName + '.' + each.className + ': ' + each.textContent.trim().slice(0, 40)); }";

    private static final List<String> LEVELS = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa");

    private static final String VIOLATIONS = "({part, tags}) => axe.run(part, {runOnly: {type: 'tag', values: tags},"
            + " resultTypes: ['violations']})"
            + ".then(found => found.violations.map(rule => rule.id + ': ' + rule.nodes[0].html))";

    private Inspection() {}

    /** @return every text that a person sees, points at or hears on the page */
    @SuppressWarnings("unchecked")
    static List<String> words(Page page) {
        return (List<String>) page.evaluate(WORDS);
    }

    /** @param names what may stand in Latin on this page beside what may everywhere; null for nothing */
    static List<String> english(Page page, Pattern names) {
        return words(page).stream()
                .filter(text -> {
                    String rest = NAME.matcher(text).replaceAll(" ");
                    return ENGLISH.matcher(
                                    names == null ? rest : names.matcher(rest).replaceAll(" "))
                            .find();
                })
                .toList();
    }

    /** @return the faults of WCAG 2.1 level A and AA that axe finds, each with the first place */
    static List<String> violations(Page page) {
        return page.frames().size() == 1 ? violations(page, "html") : violationsInAllFrames(page);
    }

    /** @return the like, for a part of the page without the frames in it */
    @SuppressWarnings("unchecked")
    static List<String> violations(Page page, String part) {
        if ((Boolean) page.evaluate("() => window.axe === undefined")) {
            page.evaluate(AxeBuilder.getAxeScript());
        }
        return (List<String>) page.evaluate(VIOLATIONS, Map.of("part", part, "tags", LEVELS));
    }

    /** Axe's own driver goes through the frames and needs a second page for it, which takes three times as long. */
    private static List<String> violationsInAllFrames(Page page) {
        return new AxeBuilder(page)
                .withTags(LEVELS).analyze().getViolations().stream()
                        .map(rule ->
                                rule.getId() + ": " + rule.getNodes().get(0).getHtml())
                        .toList();
    }

    /** @return bytes of the page and all that it has loaded, as they come over the line */
    static int weight(Page page) {
        return ((Number) page.evaluate(WEIGHT)).intValue();
    }

    /** @return how much has jumped since the page was opened without anybody's doing, as web vitals count it */
    static double shift(Page page) {
        return ((Number) page.evaluate(SHIFT)).doubleValue();
    }

    /** @return what of a part of the page lies beyond the window's right edge, outside of what scrolls by itself */
    @SuppressWarnings("unchecked")
    static List<String> beyondTheEdge(Page page, String part) {
        return (List<String>) page.evaluate(BEYOND, part);
    }

    /** @return by how many pixels the page is wider than the window */
    static int beyondTheEdge(Page page) {
        return ((Number) page.evaluate("document.documentElement.scrollWidth - window.innerWidth")).intValue();
    }
}
