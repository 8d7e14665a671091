package io.polisflow.templates;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

/** One picture for each kind of step, in the stroke of Modeler's own. */
enum TemplateIcon {
    RECORD("M4 14h10M5 11l7-7 2 2-7 7H5z"),
    OUTSIDE("M3 6h9l-3-3M15 12H6l3 3"),
    FORM("M4 3h10v12H4zM6 6h6M6 9h6M6 12h3"),
    CALL("M3 3h12v12H3zM9 6v6M6 9h6"),
    DECISION("M3 4h12v10H3zM3 7h12M8 4v10"),
    TIMER("M9 3a6 6 0 1 0 .01 0zM9 6v3l2 2"),
    LETTER("M3 4h12v10H3zM3 5l6 5 6-5"),
    EVENT("M5 15V3h8l-2 3 2 3H5");

    private final String path;

    TemplateIcon(String path) {
        this.path = path;
    }

    String dataUri() {
        String svg = "<svg xmlns='http://www.w3.org/2000/svg' viewBox='0 0 18 18'><path d='" + path
                + "' fill='none' stroke='#1f4e79' stroke-width='1.5'/></svg>";
        return "data:image/svg+xml,"
                + URLEncoder.encode(svg, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
