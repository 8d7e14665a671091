package io.polisflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.camunda.spin.plugin.variable.SpinValues;

/** What people send with the forms of a whole life, and who of them, the same for whoever walks it. */
final class StoryForms {

    private static final List<String> OFFICE = List.of("office", "Москва", "100", "2010", "true");

    private StoryForms() {}

    /** @return whose task it is; null for the owner of the deal */
    static String user(StoryStep step) {
        return switch (step) {
            case TARIFF, CONTRACT_RISK -> "underwriter";
            case TERMS, CONTRACT_TERMS -> "lawyer";
            case DISCOUNT -> "head";
            default -> null;
        };
    }

    /** @param shown the variable {@code parameters} of the deal, whose rows «Заполнить параметры риска» asks for; null elsewhere */
    static Map<String, Object> values(StoryStep step, String shown) {
        return switch (step) {
            case ASSEMBLE ->
                Map.of(
                        "startsOn",
                        "2027-01-01",
                        "termMonths",
                        12,
                        "lines",
                        json(List.of(Map.of(
                                "product", "property", "object", "Склад", "sumInsured", "10000000", "discount", 5))));
            case FILL_IN -> Map.of("parameters", json(parameters(shown)));
            case REVIEW -> Map.of("calculation", "accept");
            case TARIFF, TERMS, DISCOUNT -> Map.of("decision", "approve");
            case SEND -> Map.of("recipients", "client@example.ru", "subject", "КП", "body", "Во вложении");
            case TALK -> Map.of("touchKind", "CALL", "talkNote", "Согласны", "talkOutcome", "AGREED");
            case PREPARE_CONTRACT -> Map.of("terms", "keep");
            case CONTRACT_TERMS, CONTRACT_RISK -> Map.of("decision", "pass");
            default -> throw new IllegalArgumentException(step + " has no form");
        };
    }

    /** Each row in the field that it names, as Tasklist sends them. */
    private static List<Map<String, Object>> parameters(String shown) {
        List<Map<String, Object>> sent = new ArrayList<>();
        for (SpinJsonNode row : Spin.JSON(shown).elements()) {
            String field = row.prop("field").stringValue();
            sent.add(Map.of("title", row.prop("title").stringValue(), "field", field, field, OFFICE.get(sent.size())));
        }
        return sent;
    }

    private static Object json(List<?> list) {
        return SpinValues.jsonValue(Spin.JSON(list).toString()).create();
    }
}
