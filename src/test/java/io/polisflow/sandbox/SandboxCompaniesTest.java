package io.polisflow.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.polisflow.sandbox.SandboxCompanies.Company;
import java.io.InputStream;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SandboxCompaniesTest {

    private final SandboxCompanies companies = new SandboxCompanies();

    @Test
    void everyInnAndOgrnPassesItsChecksum() {
        assertThat(companies.all()).allSatisfy(company -> {
            assertThat(innIsValid(company.inn())).as(company.inn()).isTrue();
            assertThat(ogrnIsValid(company.ogrn())).as(company.ogrn()).isTrue();
        });
    }

    @Test
    void theChecksumsOfThisTestTellRightFromWrong() {
        assertThat(innIsValid("7707083893")).isTrue();
        assertThat(innIsValid("561100409545")).isTrue();
        assertThat(innIsValid("7707083894")).isFalse();
        assertThat(innIsValid("561100409546")).isFalse();
        assertThat(ogrnIsValid("1027700132195")).isTrue();
        assertThat(ogrnIsValid("1027700132196")).isFalse();
    }

    @Test
    void atLeastThirtyTwoRealCompaniesHaveNameKppAndAddressAndNoInnTwice() throws Exception {
        try (InputStream file = getClass().getResourceAsStream("/sandbox/companies.json")) {
            JsonNode entries = new ObjectMapper().readTree(file);
            assertThat(entries.findValuesAsText("inn")).doesNotHaveDuplicates();
            assertThat(entries.findValuesAsText("ogrn")).doesNotHaveDuplicates();
        }
        List<Company> real = companies.all().stream()
                .filter(company -> !company.fictitious())
                .toList();
        assertThat(real).hasSizeGreaterThanOrEqualTo(32).allSatisfy(company -> {
            assertThat(company.kpp()).matches("\\d{4}[0-9A-Z]{2}\\d{3}");
            assertThat(company.shortName()).isNotBlank();
            assertThat(company.fullName()).isNotBlank();
            assertThat(company.address()).matches("\\d{6}, .+");
            assertThat(company.status()).isNull();
        });
    }

    @Test
    void companiesInTroubleAreMadeUpAndSayPrimer() {
        assertThat(companies.all().stream().filter(Company::fictitious))
                .allSatisfy(company -> assertThat(company.shortName()).containsAnyOf("Пример", "ПРИМЕР"))
                .extracting(Company::status)
                .contains("dissolving", "dissolved", "bankrupting", "reorganizing");
        assertThat(companies.all()).anyMatch(Company::soleTrader);
    }

    private static boolean innIsValid(String inn) {
        return switch (inn.length()) {
            case 10 -> digit(inn, 9, 2, 4, 10, 3, 5, 9, 4, 6, 8);
            case 12 ->
                digit(inn, 10, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8) && digit(inn, 11, 3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8);
            default -> false;
        };
    }

    private static boolean digit(String inn, int position, int... weights) {
        int sum = IntStream.range(0, weights.length)
                .map(i -> weights[i] * Character.digit(inn.charAt(i), 10))
                .sum();
        return sum % 11 % 10 == Character.digit(inn.charAt(position), 10);
    }

    private static boolean ogrnIsValid(String ogrn) {
        int last = ogrn.length() - 1;
        int modulus = ogrn.length() == 13 ? 11 : 13;
        int rest = new BigInteger(ogrn.substring(0, last))
                .mod(BigInteger.valueOf(modulus))
                .intValue();
        return rest % 10 == Character.digit(ogrn.charAt(last), 10);
    }
}
