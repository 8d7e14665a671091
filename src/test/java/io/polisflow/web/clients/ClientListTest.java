package io.polisflow.web.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.crm.client.Client;
import io.polisflow.process.ProcessTest;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;
import org.springframework.test.web.servlet.request.MockHttpServletRequestBuilder;

/** The list of clients: what is typed and chosen decides the rows, the address and the exported file. */
@AutoConfigureMockMvc
class ClientListTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private JdbcTemplate jdbc;

    private String inn;
    private Client client;

    @BeforeEach
    void aClient() {
        inn = freshInn();
        client = clients.findOrCreate(inn, "ООО «Барсук " + inn + "»");
    }

    private ResultActions page(MockHttpServletRequestBuilder request) throws Exception {
        return web.perform(request.with(user("manager").roles("sales")));
    }

    private ResultActions list(String... parameters) throws Exception {
        MockHttpServletRequestBuilder request = get("/crm/clients");
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return page(request);
    }

    private String link() {
        return "/crm/clients/" + client.id() + "\"";
    }

    @Test
    void whatIsTypedAsksForTheRowsAloneAndTheirAddress() throws Exception {
        String fragment = page(get("/crm/clients")
                        .param("text", "барсук " + inn)
                        .param("owner", "")
                        .param("temperature", "warm")
                        .header("HX-Request", "true"))
                .andExpect(status().isOk())
                .andExpect(header().string(
                                "HX-Push-Url",
                                "/crm/clients?text=%D0%B1%D0%B0%D1%80%D1%81%D1%83%D0%BA%20" + inn
                                        + "&temperature=warm"))
                .andExpect(content().string(containsString(link())))
                .andExpect(content().string(containsString("На странице: 1")))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(fragment).doesNotContain("<html").doesNotContain("<form");

        page(get("/crm/clients").header("HX-Request", "true").header("HX-History-Restore-Request", "true"))
                .andExpect(content().string(containsString("<html")));
    }

    @Test
    void aPageFromABookmarkShowsItsFilter() throws Exception {
        jdbc.update("update client set okved = '41.20', company_size = 'MEDIUM' where id = ?", client.id());
        list("text", inn, "industry", "F", "size", "MEDIUM", "status", "UNCHECKED", "temperature", "warm", "owner", "-")
                .andExpect(content().string(containsString(link())))
                .andExpect(content().string(containsString("Строительство")))
                .andExpect(content().string(containsString("<option value=\"F\" selected=\"selected\">")))
                .andExpect(content().string(containsString("<option value=\"-\" selected=\"selected\">")))
                .andExpect(content().string(containsString("Среднее предприятие")));
        list("text", inn, "industry", "G").andExpect(content().string(containsString("Никого не нашлось")));
        list("text", inn, "policy", "30").andExpect(content().string(not(containsString(link()))));
    }

    @Test
    void nonsenseInTheAddressFiltersNothing() throws Exception {
        list(
                        "text",
                        inn,
                        "industry",
                        "ЪЪ",
                        "size",
                        "huge",
                        "status",
                        "x",
                        "temperature",
                        "hot",
                        "policy",
                        "7",
                        "after",
                        "nobody",
                        "before",
                        "-1",
                        "owner",
                        "\u0000")
                .andExpect(status().isOk())
                .andExpect(content().string(containsString(link())));
    }

    @Test
    void whoIsCalledNearlySoIsShownAsSuch() throws Exception {
        list("text", "борсук " + inn)
                .andExpect(content().string(containsString("Похожие: 1")))
                .andExpect(content().string(containsString(link())));
    }

    @Test
    void pagesLeadOnAndBackKeepingTheFilter() throws Exception {
        for (int i = 0; i < 30; i++) {
            clients.findOrCreate(null, "Лось%02d %s".formatted(i, inn));
        }
        String first = list("text", "лось " + inn)
                .andExpect(content().string(containsString("Лось24 " + inn)))
                .andExpect(content().string(not(containsString("Лось25 " + inn))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        assertThat(first).doesNotContain("rel=\"prev\"");
        String next =
                first.replaceAll("(?s).*rel=\"next\" href=\"([^\"]+)\".*", "$1").replace("&amp;", "&");
        assertThat(next).contains("text=").contains("after=");
        String second = page(get(java.net.URI.create(next)))
                .andExpect(content().string(containsString("Лось25 " + inn)))
                .andExpect(content().string(not(containsString("Лось24 " + inn))))
                .andExpect(content().string(not(containsString("rel=\"next\""))))
                .andReturn()
                .getResponse()
                .getContentAsString();
        String back = second.replaceAll("(?s).*rel=\"prev\" href=\"([^\"]+)\".*", "$1")
                .replace("&amp;", "&");
        page(get(java.net.URI.create(back))).andExpect(content().string(containsString("Лось00 " + inn)));
    }

    @Test
    void theExportedWorkbookHoldsWhatIsFiltered() throws Exception {
        clients.findOrCreate(null, "=HYPERLINK(\"x\") " + inn);
        byte[] file = page(get("/crm/clients/export/xlsx").param("text", inn))
                .andExpect(status().isOk())
                .andExpect(header().string("Content-Disposition", containsString("attachment")))
                .andReturn()
                .getResponse()
                .getContentAsByteArray();
        try (ReadableWorkbook book = new ReadableWorkbook(new ByteArrayInputStream(file))) {
            List<Row> rows = book.getFirstSheet().read();
            assertThat(rows).hasSize(2 + 1);
            assertThat(rows.get(0).getCellText(0)).isEqualTo("Название");
            assertThat(rows.subList(1, 3))
                    .extracting(row -> row.getCellText(0))
                    .containsExactlyInAnyOrder("ООО «Барсук " + inn + "»", "=HYPERLINK(\"x\") " + inn);
            assertThat(rows.subList(1, 3)).extracting(row -> row.getCellText(1)).contains(inn, "");
            assertThat(rows.get(1).getCellText(12)).isEqualTo("не назначен");
        }
    }

    @Test
    void theExportedTextIsForRussianSpreadsheetsAndRunsNoFormula() throws Exception {
        clients.findOrCreate(null, "=Бобр;" + inn);
        String text = page(get("/crm/clients/export/csv").param("text", "бобр " + inn))
                .andReturn()
                .getResponse()
                .getContentAsString(StandardCharsets.UTF_8);
        assertThat(text).startsWith("\ufeffНазвание;ИНН;КПП;").contains("\"'=Бобр;" + inn + "\"");
        assertThat(text.lines()).hasSize(2);
    }

    @Test
    void theListIsForThoseWhoWorkWithClients() throws Exception {
        for (String address : List.of("/crm/clients", "/crm/clients/export/xlsx", "/crm/clients/export/csv")) {
            web.perform(get(address).with(user("analyst").roles("analysts"))).andExpect(status().isForbidden());
        }
    }
}
