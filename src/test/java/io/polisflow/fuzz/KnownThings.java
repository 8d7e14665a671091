package io.polisflow.fuzz;

import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** What really exists, so that an attack gets past «no such thing»: an address of each sort of object by the name its variable has. */
class KnownThings {

    private final Map<String, List<String>> byName;
    private final List<String> ids;

    KnownThings(JdbcTemplate jdbc, String deal) {
        List<String> deals = List.of(deal);
        List<String> tasks =
                jdbc.queryForList("select id_ from act_ru_task order by create_time_ desc limit 30", String.class);
        List<String> models = jdbc.queryForList("select distinct key_ from act_re_procdef order by key_", String.class);
        this.byName = Map.ofEntries(
                Map.entry("number", deals),
                Map.entry("taskId", tasks),
                Map.entry("key", join(models, List.of("product", "loss-reason", "industry"))),
                Map.entry("model", models),
                Map.entry(
                        "code",
                        join(
                                jdbc.queryForList("select code from calendar", String.class),
                                jdbc.queryForList("select code from branch", String.class),
                                jdbc.queryForList("select code from product", String.class),
                                jdbc.queryForList("select distinct template from template_version", String.class),
                                List.of("losses", "funnel", "conversion"))),
                Map.entry("product", jdbc.queryForList("select code from product", String.class)),
                Map.entry("year", List.of("2026", "2027")),
                Map.entry("stage", List.of("NEW", "PROPOSAL", "NEGOTIATION", "LOST")),
                Map.entry("side", List.of("draft", "force", "old", "new")),
                Map.entry("instance", jdbc.queryForList("select id_ from act_ru_execution limit 20", String.class)));
        this.ids = join(
                tasks,
                jdbc.queryForList(
                        """
                        select cast(id as varchar) from (
                          (select id from client order by id desc limit 5) union (select id from proposal order by id desc limit 5)
                          union (select id from contract order by id desc limit 5) union (select id from stored_file order by id desc limit 5)
                          union (select id from letter order by id desc limit 5) union (select id from knowledge_article limit 3)
                          union (select id from contact order by id desc limit 5) union (select id from activity order by id desc limit 5)
                          union (select id from model_draft order by id desc limit 3) union (select id from client_import order by id desc limit 3))""",
                        String.class));
    }

    private static List<String> join(List<?>... lists) {
        return java.util.Arrays.stream(lists)
                .flatMap(List::stream)
                .map(String::valueOf)
                .toList();
    }

    /** @return empty when nothing of that name is known */
    List<String> named(String variable) {
        return byName.getOrDefault(variable, variable.matches("(?i).*id") ? ids : List.of());
    }
}
