package io.polisflow.sandbox.demo;

import java.util.List;

/** The demo clients: well-known companies that the simulated registry knows, with made-up people and wishes. */
final class DemoClients {

    private static final String[] NAMES = {
        "Ирина Лебедева", "Олег Фомин", "Нина Зайцева", "Сергей Крылов", "Анна Гусева", "Павел Ершов", "Мария Белова",
        "Дмитрий Орехов", "Елена Власова", "Игорь Панин", "Ольга Рябова", "Виктор Лосев", "Юлия Титова", "Роман Жуков"
    };

    /** Product, object and sum insured in rubles. */
    private static final String[][] WISHES = {
        {"property", "Складской комплекс и запасы", "80000000"},
        {"general-liability", "Ответственность перед третьими лицами", "30000000"},
        {"vhi", "Медицинская помощь сотрудникам офиса", "20000000"},
        {"cargo", "Перевозка оборудования", "25000000"},
        {"property", "Административное здание", "120000000"},
        {"business-interruption", "Перерыв в работе производственной линии", "40000000"},
        {"casco-fleet", "Служебный автопарк", "36000000"}
    };

    private static final String[] SOURCES = {"exhibition", "referral", "partner", "cold-call", "tender"};

    private static final String[][] ASKERS = {
        {"7707083893", "Сбербанк"},
        {"7736050003", "Газпром"},
        {"7708004767", "ЛУКОЙЛ"},
        {"7706107510", "Роснефть"},
        {"7707049388", "Ростелеком"},
        {"7740000076", "МТС"},
        {"7812014560", "МегаФон"},
        {"7713076301", "ВымпелКом"},
        {"7736207543", "Яндекс"},
        {"7702070139", "Банк ВТБ"},
        {"7712040126", "Аэрофлот"},
        {"8401005730", "Норникель"},
        {"3528000597", "Северсталь"},
        {"4823006703", "НЛМК"},
        {"2310031475", "Тандер"},
        {"7825706086", "Агроторг"},
        {"8602060555", "Сургутнефтегаз"},
        {"1644003838", "Татнефть"},
        {"1650032058", "КАМАЗ"},
        {"6320002223", "АВТОВАЗ"},
        {"7724490000", "Почта России"},
        {"7704274402", "Ростех"},
        {"2460066195", "РусГидро"},
        {"2320109650", "Интер РАО"},
        {"7706061801", "Транснефть"},
        {"7708503727", "РЖД"}
    };

    private static final String[] NEWCOMERS = {
        "6316031581",
        "7727547261",
        "7736216869",
        "5911029807",
        "6663003127",
        "7728168971",
        "7710140679",
        "7744001497",
        "7702077840",
        "1433000147",
        "5321029508",
        "1651000010",
        "7705035012",
        "4716016979"
    };

    private DemoClients() {}

    /** Somebody who asks over the web site. */
    record Asker(String inn, String company, String contact, String email, Wish wish) {}

    record Wish(String product, String object, String sumInsured) {}

    /** Somebody whom a manager finds. */
    record Newcomer(String inn, String contact, String email, String phone, String leadSource, String product) {}

    /** @param serial from 0; clients come again in turn, each time with another wish */
    static Asker asker(int serial) {
        String[] company = ASKERS[serial % ASKERS.length];
        String[] wish = WISHES[(serial + serial / ASKERS.length) % WISHES.length];
        int person = serial % ASKERS.length;
        return new Asker(
                company[0],
                company[1],
                NAMES[person % NAMES.length],
                "client" + person + "@client.example",
                new Wish(wish[0], wish[1], wish[2]));
    }

    static List<Newcomer> newcomers() {
        return java.util.stream.IntStream.range(0, NEWCOMERS.length)
                .mapToObj(i -> new Newcomer(
                        NEWCOMERS[i],
                        NAMES[i % NAMES.length],
                        "partner" + i + "@client.example",
                        "+7 495 9%02d-10-2%d".formatted(i, i % 10),
                        SOURCES[i % SOURCES.length],
                        WISHES[i % WISHES.length][0]))
                .toList();
    }
}
