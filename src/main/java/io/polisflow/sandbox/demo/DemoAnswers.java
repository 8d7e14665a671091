package io.polisflow.sandbox.demo;

import com.fasterxml.jackson.databind.JsonNode;
import io.polisflow.sandbox.demo.EngineClient.OpenTask;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What the demo staff type into each form. */
class DemoAnswers {

    /** What is asked of a risk, by the words of the question. */
    private static final Map<String, String> RISK = Map.ofEntries(
            Map.entry("Тип объекта", "warehouse"),
            Map.entry("Адрес", "Москва, ул. Складская, 1"),
            Map.entry("Площадь", "1200"),
            Map.entry("Год постройки", "2012"),
            Map.entry("сигнализация", "true"),
            Map.entry("Категория транспорта", "B"),
            Map.entry("Количество машин", "12"),
            Map.entry("Мощность", "150"),
            Map.entry("Территория", "moscow"),
            Map.entry("бонус-малус", "1.17"),
            Map.entry("Период использования", "12"),
            Map.entry("Средний возраст машин", "3"),
            Map.entry("Использование", "own"),
            Map.entry("Застрахованных", "250"),
            Map.entry("Средний возраст (", "38"),
            Map.entry("Программа", "standard"),
            Map.entry("Вид деятельности", "services"),
            Map.entry("выручка", "120000000"),
            Map.entry("Вид груза", "general"),
            Map.entry("Маршрут", "Москва — Казань"),
            Map.entry("Транспорт", "road"),
            Map.entry("Период возмещения", "12"),
            Map.entry("Прибыль", "4000000"));

    private static final List<String[]> OBJECTIONS = List.of(
            new String[] {"price", "Дорого, у конкурента дешевле"},
            new String[] {"competitor", "Десять лет страхуемся в другой компании"},
            new String[] {"deductible", "Зачем нам франшиза?"},
            new String[] {"claims", "Страховые не платят"},
            new String[] {"timing", "Давайте после Нового года"});

    private final EngineClient engine;

    DemoAnswers(EngineClient engine) {
        this.engine = engine;
    }

    /**
     * @param serial number of the deal, for variety
     * @return null when the staff leave such a task open
     */
    Map<String, Object> to(OpenTask task, String user, DemoPlan plan, int serial, OffsetDateTime now) {
        LocalDate today = now.toLocalDate();
        return switch (task.element()) {
            case "Task_AssembleProposal" -> assemble(task, user, today);
            case "Task_FillRiskParameters" -> Map.of("parameters", parameters(engine.shown(user, task, "parameters")));
            case "Task_ReviewCalculation" -> Map.of("calculation", "accept");
            case "Task_CheckTariff", "Task_ApproveDiscount" -> Map.of("decision", "approve");
            case "Task_CheckTerms" ->
                Map.of("decision", task.process().equals("contract-signing") ? "pass" : "approve");
            case "Task_CheckRisk" -> Map.of("decision", "pass");
            case "Task_SendProposal" -> Map.of("recipients", "client" + serial + "@client.example");
            case "Task_TalkToClient" -> talk(task, user, plan, serial, today);
            case "Task_PrepareContract" -> contract(task, user, plan, today);
            default -> null;
        };
    }

    private Map<String, Object> assemble(OpenTask task, String user, LocalDate today) {
        List<Map<String, Object>> lines = new ArrayList<>();
        engine.shown(user, task, "lines").forEach(line -> {
            Map<String, Object> filled = new HashMap<>();
            line.fields().forEachRemaining(field -> filled.put(field.getKey(), field.getValue()));
            filled.put("discount", lines.size() % 3 * 5);
            lines.add(filled);
        });
        return Map.of("startsOn", today.plusDays(1).toString(), "lines", lines);
    }

    private static List<Map<String, Object>> parameters(JsonNode asked) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (JsonNode row : asked) {
            String field = row.path("field").asText();
            Map<String, Object> filled = new HashMap<>();
            filled.put("title", row.path("title").asText());
            filled.put("field", field);
            filled.put(field, value(row.path("title").asText()));
            rows.add(filled);
        }
        return rows;
    }

    private static String value(String title) {
        return RISK.entrySet().stream()
                .filter(known -> title.contains(known.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElseThrow(() -> new IllegalStateException("Nobody knows an answer to «" + title + "»"));
    }

    private Map<String, Object> talk(OpenTask task, String user, DemoPlan plan, int serial, LocalDate today) {
        Map<String, Object> answer = new HashMap<>();
        answer.put("touchKind", serial % 2 == 0 ? "CALL" : "MEETING");
        answer.put("talkNote", "Обсудили предложение, клиент задал вопросы по условиям");
        answer.put("talkOutcome", plan.talk());
        if (plan.objects()) {
            String[] objection = OBJECTIONS.get(serial % OBJECTIONS.size());
            JsonNode contacts = engine.shown(user, task, "contactOptions");
            if (!contacts.isEmpty()) {
                answer.put(
                        "objections",
                        List.of(Map.of(
                                "contact",
                                contacts.get(0).path("value").asText(),
                                "category",
                                objection[0],
                                "words",
                                objection[1],
                                "reply",
                                "Показали расчёт и условия выплат",
                                "wonOver",
                                plan.talk().equals("REFUSED") ? "no" : "yes")));
            }
        }
        switch (plan.talk()) {
            case "THINK" ->
                answer.put("nextTouchOn", today.plusDays(3 + serial % 10).toString());
            case "PAUSE" -> {
                answer.put("pausedUntil", today.plusDays(20 + serial % 40).toString());
                answer.put("pauseReason", "Ждут утверждения бюджета");
            }
            case "REFUSED" -> answer.putAll(loss(serial));
            default -> {
                // Nothing more is asked.
            }
        }
        return answer;
    }

    private static Map<String, Object> loss(int serial) {
        return switch (serial % 3) {
            case 0 ->
                Map.of(
                        "lossReason", "competitor",
                        "lossComment", "Выбрали по цене",
                        "lossCompetitor", "ООО «Соседний страховщик»",
                        "lossCompetitorTerms", "Тариф на 15 % ниже, франшиза вдвое больше",
                        "recontactMonths", "12");
            case 1 ->
                Map.of(
                        "lossReason", "postponed",
                        "lossComment", "Вернутся к вопросу в следующем году",
                        "recontactMonths", "12");
            default ->
                Map.of(
                        "lossReason", "no-answer",
                        "lossComment", "Не отвечает на письма и звонки три недели",
                        "recontactMonths", "3");
        };
    }

    private Map<String, Object> contract(OpenTask task, String user, DemoPlan plan, LocalDate today) {
        if (plan.coverDays() == 0) {
            return Map.of("terms", "keep");
        }
        LocalDate start = today.plusDays(1);
        String premium =
                engine.shown(user, task, "instalments").path(0).path("amount").asText();
        return Map.of(
                "terms", "keep",
                "startsOn", start.toString(),
                "endsOn", today.plusDays(plan.coverDays()).toString(),
                "instalments", List.of(Map.of("dueOn", start.toString(), "amount", premium)));
    }
}
