package io.polisflow.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What an answer to an attack must not show: a fault, the inside of the application, what was sent as part of a page. */
public final class Suspicions {

    private static final Pattern TRACE = Pattern.compile("(?m)^\\s+at [\\w.$/@]+\\([\\w.]+(:\\d+)?\\)|Caused by: ");
    private static final Pattern INSIDE = Pattern.compile(
            "(org\\.(h2|hibernate|springframework|postgresql|apache|camunda|thymeleaf|glassfish)|io\\.polisflow|java\\.(lang(?!\\.(System|Runtime)\\b)|util|io|time)|jakarta|com\\.(fasterxml|zaxxer|sun))\\.[\\w.$]+"
                    + "|JdbcSQL|SQLState|could not (prepare|execute|extract)|(?i)select .{1,200} from (act_|[a-z_]+ )|syntax error|Whitelabel|HikariProxy");
    private static final Pattern MARKUP =
            Pattern.compile("<" + HostileValues.MARK + "|[\"'] " + HostileValues.MARK + "=[\"']");

    /** What our own policy would not let work. */
    private static final Pattern INLINE = Pattern.compile(
            "<script(?![^>]*\\ssrc=)|<style|\\sstyle=[\"']|<[^>]*\\son[a-z]+=[\"']|(href|src|action)=[\"']javascript:");

    private Suspicions() {}

    /** @return whether a page of ours has scripts, styles or handlers between its lines */
    static boolean isInline(String page) {
        return INLINE.matcher(page).find();
    }

    /**
     * @param headers name → values
     * @return what is wrong, in words; empty when nothing is
     */
    public static List<String> of(int status, Map<String, ? extends Collection<String>> headers, byte[] content) {
        List<String> found = new ArrayList<>();
        // What is no HTTP 1.1 at all is told so by the server itself, as the protocol wants it.
        if (status >= 500 && status != 501 && status != 505) {
            found.add("status " + status);
        }
        headers.forEach((name, values) -> {
            if (name == null) {
                return;
            }
            String lower = name.toLowerCase(java.util.Locale.ROOT);
            if (lower.equals("x-zqx") || values.stream().anyMatch(value -> value.contains("zqx=1"))) {
                found.add("a header that the request made: " + name);
            }
            if (values.stream().anyMatch(value -> value != null && value.matches("(?s).*[\\r\\n].*"))) {
                found.add("a broken header: " + name);
            }
            if (lower.equals("location") && values.stream().anyMatch(Suspicions::leadsAway)) {
                found.add("leads away: " + values);
            }
            if (lower.equals("server") || lower.equals("x-powered-by")) {
                found.add("a banner: " + values);
            }
        });
        String type = headers.entrySet().stream()
                .filter(header -> "content-type".equalsIgnoreCase(header.getKey()))
                .flatMap(header -> header.getValue().stream())
                .findFirst()
                .orElse("");
        boolean text = type.isEmpty() || type.matches("(?i).*(text|json|xml|javascript).*");
        if (text && content.length < 2_000_000) {
            String body = new String(content, StandardCharsets.UTF_8);
            if (TRACE.matcher(body).find()) {
                found.add("a stack trace");
            }
            var inside = INSIDE.matcher(body);
            if (status >= 400 && inside.find()) {
                found.add("the inside: " + inside.group());
            }
            if (body.contains(HostileValues.EVALUATED)) {
                found.add("an expression was run");
            }
            if (type.contains("html") && MARKUP.matcher(body).find()) {
                found.add("markup as it was sent");
            }
        }
        return found;
    }

    private static boolean leadsAway(String address) {
        return address.matches("(?i)([a-z]+:)?[/\\\\]{2}.*") && !address.matches("https?://localhost(:\\d+)?(/.*)?");
    }
}
