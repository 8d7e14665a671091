package io.polisflow.crm.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.security.test.web.servlet.setup.SecurityMockMvcConfigurers.springSecurity;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import com.jayway.jsonpath.JsonPath;
import io.polisflow.crm.deal.Deal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.context.WebApplicationContext;

/** What the rule of sight comes to where deals are listed, found, counted, summed and taken along; alike on both databases. */
abstract class SightInListsTest extends SightWorld {

    @Autowired
    private WebApplicationContext application;

    private MockMvc web;
    private String role;

    @BeforeEach
    void pages() {
        web = MockMvcBuilders.webAppContextSetup(application)
                .apply(springSecurity())
                .build();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', textBlock = WHO_SEES_WHAT)
    void everyRoleFindsItsDealsAndNoOthers(String role, String seen) throws Exception {
        this.role = role;
        tasksOf(role);
        standInFor(role);
        Set<Of> expected = kinds(seen);

        String named = "?owner=&text=" + mark;
        assertThat(told("/crm/deals" + named, dealsNumber())).as("list").isEqualTo(expected);
        assertThat(told("/crm/deals/export/csv" + named, dealsNumber()))
                .as("export")
                .isEqualTo(expected);
        assertThat(told("/crm/funnel" + named, dealsNumber())).as("board").isEqualTo(expected);
        assertThat(told("/crm/clients?text=" + mark, clientsPage()))
                .as("clients")
                .isEqualTo(expected);
        assertThat(told("/crm/clients/export/csv?text=" + mark, clientsName()))
                .as("export of clients")
                .isEqualTo(expected);
        assertThat(JsonPath.<Integer>read(answer("/api/funnel" + named), "$.total.deals"))
                .as("sum of the funnel")
                .isEqualTo(expected.size());
        Map<String, Long> byManager = expected.stream()
                .map(kind -> sold.get(kind).number())
                .map(number -> deals.get(number).owner())
                .filter(Objects::nonNull)
                .collect(Collectors.groupingBy(owner -> owner, TreeMap::new, Collectors.counting()));
        assertThat(opened()).as("report").isEqualTo(byManager);
        for (Of kind : Of.values()) {
            String number = sold.get(kind).number();
            assertThat(answer("/api/search?text=" + number).contains(number))
                    .as("search: " + kind)
                    .isEqualTo(expected.contains(kind));
        }
    }

    private static Function<Deal, String> dealsNumber() {
        return Deal::number;
    }

    private static Function<Deal, String> clientsPage() {
        return deal -> "/crm/clients/" + deal.client().id() + "\"";
    }

    private static Function<Deal, String> clientsName() {
        return deal -> deal.client().name().replace("\"", "");
    }

    /** @return those of the deals of whose kind the answer holds the sign */
    private Set<Of> told(String address, Function<Deal, String> sign) throws Exception {
        String answer = answer(address);
        return sold.entrySet().stream()
                .filter(entry -> answer.contains(sign.apply(entry.getValue())))
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** @return how many deals the report counts of each manager of this test */
    private Map<String, Long> opened() throws Exception {
        List<Map<String, Object>> rows = JsonPath.read(answer("/api/reports/funnel?by=manager"), "$.rows");
        Map<String, Long> counted = new TreeMap<>();
        rows.stream()
                .filter(row -> String.valueOf(row.get("key")).endsWith(mark))
                .forEach(row -> counted.put(
                        String.valueOf(row.get("key")),
                        ((Number) ((Map<?, ?>) row.get("values")).get("opened")).longValue()));
        return counted;
    }

    private String answer(String address) throws Exception {
        return web.perform(get(address).with(user(me()).roles(role)))
                .andExpect(status().isOk())
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
