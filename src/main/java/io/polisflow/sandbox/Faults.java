package io.polisflow.sandbox;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Every error that the real systems document, and every way in which a connection lets one down. */
final class Faults {

    private static final Pattern ANY = Pattern.compile(".*");
    private static final Pattern WRITES = Pattern.compile("POST .*");
    private static final Pattern QUOTES = Pattern.compile("POST .*/quotes");
    private static final Pattern POST_MESSAGE = Pattern.compile("POST .*/PostMessage");
    private static final Pattern ISSUE = Pattern.compile("POST .*/policies");
    private static final Pattern COMMANDS = Pattern.compile("POST .*/vpbx/.*");
    private static final Pattern RECORDING = Pattern.compile("POST .*/queries/recording/post");

    private static final String JSON = "application/json";
    private static final String PROBLEM = "application/problem+json";
    private static final String TEXT = "text/plain;charset=UTF-8";

    private static final Map<String, List<Fault>> BY_SYSTEM = bySystem();

    private Faults() {}

    /** What happens to a call. */
    enum Kind {
        /** The answer is an error. */
        ERROR,
        /** The work is done, and then the answer is an error all the same. */
        DONE_AND_ERROR,
        /** Nothing is done and the connection breaks. */
        RESET,
        /** The work is done and the connection breaks before anybody hears of it. */
        LOST,
        /** The connection breaks in the middle of the answer. */
        TRUNCATED,
        /** The answer's bytes are in another charset than the one it names. */
        CHARSET,
        /** The answer is 5 MB of nonsense. */
        HUGE
    }

    /**
     * @param code short name in the behaviour's JSON
     * @param label Russian, for the page
     * @param calls which calls it concerns: method, blank, path
     * @param status of an error, HTTP's or SMTP's
     * @param type content type of an error's body; for SMTP the command that is answered so
     */
    record Fault(String code, String label, Kind kind, Pattern calls, int status, String type, String body) {

        boolean concerns(String method, String path) {
            return calls.matcher(method + " " + path).matches();
        }
    }

    /** @throws IllegalArgumentException when there is no such system */
    static List<Fault> of(String system) {
        List<Fault> faults = BY_SYSTEM.get(system);
        if (faults == null) {
            throw new IllegalArgumentException("no such simulated system: " + system);
        }
        return faults;
    }

    static Optional<Fault> find(String system, String code) {
        return of(system).stream().filter(fault -> fault.code().equals(code)).findFirst();
    }

    private static Map<String, List<Fault>> bySystem() {
        Map<String, List<Fault>> all = new LinkedHashMap<>();
        all.put(
                "registry",
                overHttp(
                        error("403", "ключ не подходит или лимит исчерпан", ANY, 403, TEXT, "No valid key specified"),
                        error("429", "слишком много запросов", ANY, 429, TEXT, "Too many requests"),
                        error("500", "внутренняя ошибка", ANY, 500, TEXT, "Internal server error")));
        all.put(
                "underwriting",
                overHttp(
                        problem("401", "токен не подходит", ANY, 401, "Нет доступа", "Токен не подходит."),
                        new Fault(
                                "409",
                                "запрос рассчитан, ответ «уже исполнен»",
                                Kind.DONE_AND_ERROR,
                                QUOTES,
                                409,
                                PROBLEM,
                                problem(
                                        409,
                                        "AlreadyExecuted",
                                        "Запрос с этим ключом уже рассчитан: запросите расчёт по ключу.")),
                        problem(
                                "422",
                                "запрос нельзя рассчитать",
                                QUOTES,
                                422,
                                "Запрос нельзя рассчитать",
                                "Тариф для этого риска закрыт."),
                        problem("503", "регламентные работы", ANY, 503, "Недоступно", "Идут регламентные работы.")));
        all.put(
                "telephony",
                overHttp(
                        business("420-3102", "подпись не подходит", COMMANDS, 3102),
                        business("420-3103", "нет обязательного параметра", COMMANDS, 3103),
                        business("420-3200", "неверный номер", COMMANDS, 3200),
                        business("420-3320", "записи ещё нет", RECORDING, 3320),
                        business("420-3330", "нет такого внутреннего номера", COMMANDS, 3330),
                        error("429", "слишком много запросов", ANY, 429, TEXT, "Too many requests"),
                        error("500", "внутренняя ошибка", ANY, 500, TEXT, "Internal server error")));
        all.put(
                "edo",
                overHttp(
                        new Fault(
                                "204",
                                "ещё выполняется, повторите позже",
                                Kind.DONE_AND_ERROR,
                                POST_MESSAGE,
                                204,
                                null,
                                ""),
                        error("401", "токен не подходит", ANY, 401, TEXT, "Unauthorized"),
                        error("402", "подписка не оплачена", POST_MESSAGE, 402, TEXT, "Подписка закончилась"),
                        error("409", "такое сообщение уже есть", POST_MESSAGE, 409, TEXT, "Operation already exists"),
                        error("429", "слишком много запросов", ANY, 429, TEXT, "Too many requests"),
                        error("500", "внутренняя ошибка", ANY, 500, TEXT, "Internal server error")));
        all.put(
                "policy",
                overHttp(
                        problem("401", "токен не подходит", ANY, 401, "Нет доступа", "Токен не подходит."),
                        new Fault(
                                "409",
                                "заказ исполнен, ответ «уже исполнен»",
                                Kind.DONE_AND_ERROR,
                                ISSUE,
                                409,
                                PROBLEM,
                                problem(
                                        409,
                                        "AlreadyExecuted",
                                        "Заказ с этим ключом уже исполнен: запросите его по ключу.")),
                        problem(
                                "422",
                                "полис нельзя выпустить",
                                ISSUE,
                                422,
                                "Полис нельзя выпустить",
                                "Объект на проверке у службы безопасности."),
                        problem("503", "регламентные работы", ANY, 503, "Недоступно", "Идут регламентные работы.")));
        all.put(
                "mail",
                List.of(
                        reply("421", "сервер закрывается", "CONNECT", 421, "4.3.2 Service not available"),
                        reply("450", "ящик временно недоступен", "RCPT", 450, "4.2.1 Mailbox busy, try again later"),
                        reply("452", "на сервере нет места", "MAIL", 452, "4.3.1 Insufficient system storage"),
                        reply("535", "пароль не подходит", "AUTH", 535, "5.7.8 Authentication credentials invalid"),
                        reply("550", "нет такого ящика", "RCPT", 550, "5.1.1 No such user here"),
                        reply("552", "ящик переполнен", "RCPT", 552, "5.2.2 Mailbox full"),
                        reply("554", "письмо отвергнуто", "DATA", 554, "5.7.1 Message rejected"),
                        new Fault("reset", "обрыв соединения", Kind.RESET, ANY, 0, null, null),
                        new Fault("lost", "письмо принято, ответ потерян", Kind.LOST, ANY, 0, null, null)));
        return all;
    }

    private static List<Fault> overHttp(Fault... documented) {
        List<Fault> faults = new ArrayList<>(List.of(documented));
        faults.add(new Fault("reset", "обрыв соединения", Kind.RESET, ANY, 0, null, null));
        faults.add(new Fault("lost", "запрос выполнен, ответ потерян", Kind.LOST, WRITES, 0, null, null));
        faults.add(new Fault("truncated", "ответ обрывается на середине", Kind.TRUNCATED, ANY, 0, null, null));
        faults.add(new Fault("charset", "ответ в чужой кодировке", Kind.CHARSET, ANY, 0, null, null));
        faults.add(new Fault("huge", "5 МБ мусора", Kind.HUGE, ANY, 200, JSON, null));
        return List.copyOf(faults);
    }

    private static Fault error(String code, String label, Pattern calls, int status, String type, String body) {
        return new Fault(code, label, Kind.ERROR, calls, status, type, body);
    }

    private static Fault problem(String code, String label, Pattern calls, int status, String title, String detail) {
        return error(code, label, calls, status, PROBLEM, problem(status, title, detail));
    }

    private static String problem(int status, String title, String detail) {
        return "{\"type\":\"about:blank\",\"title\":\"" + title + "\",\"status\":" + status + ",\"detail\":\"" + detail
                + "\"}";
    }

    private static Fault business(String code, String label, Pattern calls, int number) {
        return error(code, label, calls, 420, JSON, "{\"code\":" + number + "}");
    }

    private static Fault reply(String code, String label, String command, int status, String text) {
        return new Fault(code, label, Kind.ERROR, ANY, status, command, text);
    }
}
