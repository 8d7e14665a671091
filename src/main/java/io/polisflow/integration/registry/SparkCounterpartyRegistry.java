package io.polisflow.integration.registry;

import static io.polisflow.integration.registry.RegistryCalls.SYSTEM;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CounterpartyRegistry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.Requisites;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** Looks up requisites in SPARK by its short report, one taxpayer a request within one session. */
class SparkCounterpartyRegistry implements CounterpartyRegistry {

    static final String SOURCE = "СПАРК";

    private static final Set<String> YES = Set.of("1", "true", "да");
    private static final Set<String> NO = Set.of("0", "false", "нет");

    private final SparkApi api;
    private final Clock clock;

    SparkCounterpartyRegistry(SparkApi api, Clock clock) {
        this.api = api;
        this.clock = clock;
    }

    @Override
    public String source() {
        return SOURCE;
    }

    @Override
    public Optional<Requisites> findByInn(String inn) {
        try (SparkApi.Session session = api.open()) {
            return read(inn, session.report(inn, true));
        }
    }

    @Override
    public Map<String, Optional<Requisites>> findFresh(Collection<String> inns) {
        try (SparkApi.Session session = api.open()) {
            return Batch.read(inns, inn -> session.report(inn, false), this::read);
        }
    }

    private Optional<Requisites> read(String inn, String xml) {
        if (xml == null) {
            return Optional.empty();
        }
        Element report = report(SparkXml.parse(xml, "the report"));
        if (!inn.equals(SparkXml.value(report, "INN"))) {
            throw unusable("the answer is about another taxpayer");
        }
        boolean trader = inn.length() == 12;
        String fullName = first(SparkXml.value(report, "FullNameRus"), SparkXml.value(report, "FIO"));
        String shortName = SparkXml.value(report, "ShortNameRus");
        if (fullName == null && shortName == null) {
            throw unusable("an answer without a name");
        }
        Element okved = main(SparkXml.child(report, "OKVED2List"));
        Element leader = SparkXml.child(SparkXml.child(report, "LeaderList"), "Leader");
        Element address = SparkXml.child(SparkXml.child(report, "LegalAddresses"), "Address");
        return Optional.of(new Requisites(
                inn,
                SparkXml.value(report, "KPP"),
                first(SparkXml.value(report, "OGRN"), SparkXml.value(report, "OGRNIP")),
                shortName != null ? shortName : trader ? "ИП " + fullName : fullName,
                fullName == null ? shortName : fullName,
                SparkXml.attribute(address, "Address"),
                SparkXml.attribute(okved, "Code"),
                SparkXml.attribute(okved, "Name"),
                trader ? fullName : SparkXml.attribute(leader, "FIO"),
                SparkXml.attribute(leader, "Position"),
                date(SparkXml.value(report, "DateFirstReg")),
                status(report),
                // The short report names neither the register of SMEs nor the branches.
                null,
                null,
                null,
                SOURCE,
                clock.instant(),
                xml));
    }

    private static Element report(Document document) {
        if (document.getElementsByTagNameNS("*", "Report").item(0) instanceof Element report) {
            return report;
        }
        throw unusable("an answer without a report");
    }

    /** The one that is marked so, else the first. */
    private static Element main(Element list) {
        return SparkXml.children(list, "OKVED").stream()
                .filter(okved -> YES.contains(lower(SparkXml.attribute(okved, "IsMain"))))
                .findFirst()
                .orElseGet(() -> SparkXml.child(list, "OKVED"));
    }

    /**
     * SPARK tells the status in words and apart from it whether the company acts; the words are to be checked with the vendor.
     *
     * <p>Neither known, the entry cannot be used: nobody's health is guessed.
     */
    private static RegistryStatus status(Element report) {
        Element status = SparkXml.child(report, "Status");
        String words = lower(SparkXml.attribute(status, "Type")) + " " + lower(SparkXml.attribute(status, "Text")) + " "
                + lower(SparkXml.value(report, "Status"));
        String acting = lower(first(SparkXml.value(report, "IsActing"), SparkXml.attribute(status, "IsActing")));
        if (has(words, "банкрот", "конкурсн", "наблюдени", "внешнее управлени")) {
            return RegistryStatus.BANKRUPT;
        }
        if (has(words, "стадии ликвидации", "процессе ликвидации", "ликвидируется", "предстоящем исключении")) {
            return RegistryStatus.DISSOLVING;
        }
        if (NO.contains(acting) || has(words, "ликвидирован", "прекращ", "прекрати", "исключен", "недейств")) {
            return RegistryStatus.DISSOLVED;
        }
        if (has(words, "реорганизац")) {
            return RegistryStatus.REORGANIZING;
        }
        if (YES.contains(acting)) {
            return RegistryStatus.ACTIVE;
        }
        throw unusable("an answer without a known status");
    }

    private static boolean has(String words, String... parts) {
        for (String part : parts) {
            if (words.contains(part)) {
                return true;
            }
        }
        return false;
    }

    private static String lower(String text) {
        return text == null ? "" : text.toLowerCase(Locale.ROOT);
    }

    private static String first(String one, String other) {
        return one == null ? other : one;
    }

    private static LocalDate date(String text) {
        try {
            // Some dates come with a time behind them.
            return text == null ? null : LocalDate.parse(text.length() > 10 ? text.substring(0, 10) : text);
        } catch (DateTimeException e) {
            throw unusable("an unreadable date in the answer");
        }
    }

    private static UnavailableException unusable(String why) {
        return new UnavailableException(SYSTEM, why, null);
    }
}
