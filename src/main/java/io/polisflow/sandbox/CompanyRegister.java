package io.polisflow.sandbox;

import io.polisflow.sandbox.SandboxCompanies.Company;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.springframework.context.annotation.Profile;
import org.springframework.stereotype.Component;

/**
 * What the simulated registries say of a company today: the known ones as a person has changed them, and a made-up one for every
 * other INN of the region 00, which no real company has.
 */
@Component
@Profile("sandbox & !production")
class CompanyRegister {

    static final Set<String> STATUSES = Set.of("active", "reorganizing", "dissolving", "dissolved", "bankrupting");

    private static final Map<String, String> STATUS_TEXTS = Map.of(
            "active", "Действующее",
            "reorganizing", "В процессе реорганизации",
            "dissolving", "Находится в стадии ликвидации",
            "dissolved", "Юридическое лицо ликвидировано",
            "bankrupting", "В отношении юридического лица открыто конкурсное производство");

    private static final String KEPT_AS = "registry";
    private static final int[] WEIGHTS = {2, 4, 10, 3, 5, 9, 4, 6, 8};

    private final SandboxCompanies companies;
    private final SandboxState state;
    private final Map<String, Change> changes = new ConcurrentHashMap<>();

    CompanyRegister(SandboxCompanies companies, SandboxState state) {
        this.companies = companies;
        this.state = state;
        state.kept(KEPT_AS, Change.class).forEach(change -> changes.put(change.inn(), change));
    }

    /**
     * What a person has the registry say from now on; null leaves a thing as it is.
     *
     * @param status one of {@link #STATUSES}
     */
    record Change(String inn, String status, String headName, String address) {

        Change over(Change former) {
            return former == null
                    ? this
                    : new Change(
                            inn,
                            status == null ? former.status : status,
                            headName == null ? former.headName : headName,
                            address == null ? former.address : address);
        }
    }

    Optional<Company> find(String inn) {
        return companies.find(inn).or(() -> madeUp(inn)).map(this::changed);
    }

    /** Those with a name of their own, by INN, and those that were changed. */
    List<Company> all() {
        List<Company> all = new ArrayList<>(companies.all());
        changes.keySet().stream().filter(inn -> companies.find(inn).isEmpty()).forEach(inn -> madeUp(inn)
                .ifPresent(all::add));
        return all.stream()
                .map(this::changed)
                .sorted(Comparator.comparing(Company::inn))
                .toList();
    }

    /** @return the company as the registry tells it from now on; empty when there is none */
    Optional<Company> change(Change change) {
        if (find(change.inn()).isEmpty()) {
            return Optional.empty();
        }
        Change all = changes.merge(change.inn(), change, (former, now) -> now.over(former));
        state.keep(KEPT_AS, change.inn(), all);
        return find(change.inn());
    }

    /** @return {@code active} or what is wrong with it */
    static String statusOf(Company company) {
        return company.status() == null ? "active" : company.status();
    }

    static String statusTextOf(Company company) {
        return company.status() == null ? STATUS_TEXTS.get("active") : company.statusText();
    }

    private Company changed(Company company) {
        Change change = changes.get(company.inn());
        if (change == null) {
            return company;
        }
        String status = change.status() == null ? statusOf(company) : change.status();
        return new Company(
                company.inn(),
                company.ogrn(),
                company.kpp(),
                company.shortName(),
                company.fullName(),
                change.address() == null ? company.address() : change.address(),
                company.okved(),
                company.okvedName(),
                company.headPosition() == null && change.headName() != null
                        ? "Генеральный директор"
                        : company.headPosition(),
                change.headName() == null ? company.headName() : change.headName(),
                company.registrationDate(),
                status.equals("active") ? null : status,
                status.equals("active") ? null : STATUS_TEXTS.get(status),
                change.status() == null ? company.statusDate() : null,
                company.sme(),
                company.soleTrader(),
                change.address() == null ? company.parsedAddress() : null,
                company.branches(),
                company.fictitious());
    }

    private static Optional<Company> madeUp(String inn) {
        if (!inn.matches("00\\d{8}") || inn.startsWith("00000000") || !checksumFits(inn)) {
            return Optional.empty();
        }
        String number = inn.substring(2, 9).replaceFirst("^0+(?=\\d)", "");
        return Optional.of(new Company(
                inn,
                ogrn(inn),
                "000001001",
                "ООО «Пример " + number + "»",
                "ОБЩЕСТВО С ОГРАНИЧЕННОЙ ОТВЕТСТВЕННОСТЬЮ «ПРИМЕР " + number + "»",
                "101000, г. Москва, ул. Примерная, д. " + number,
                "52.10",
                "Деятельность по складированию и хранению",
                "Генеральный директор",
                "Примеров Пример Примерович",
                "2020-01-15",
                null,
                null,
                null,
                null,
                false,
                null,
                null,
                true));
    }

    private static boolean checksumFits(String inn) {
        int sum = 0;
        for (int i = 0; i < WEIGHTS.length; i++) {
            sum += WEIGHTS[i] * Character.digit(inn.charAt(i), 10);
        }
        return sum % 11 % 10 == Character.digit(inn.charAt(9), 10);
    }

    private static String ogrn(String inn) {
        String twelve = "100" + inn.substring(0, 9);
        return twelve + Long.parseLong(twelve) % 11 % 10;
    }
}
