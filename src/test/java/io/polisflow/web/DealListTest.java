package io.polisflow.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.user;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.polisflow.process.ProcessTest;
import jakarta.persistence.EntityManagerFactory;
import org.hibernate.SessionFactory;
import org.hibernate.stat.Statistics;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.autoconfigure.web.servlet.AutoConfigureMockMvc;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** The list of deals: finding by stage, manager and text, page by page. */
@AutoConfigureMockMvc
class DealListTest extends ProcessTest {

    @Autowired
    private MockMvc web;

    @Autowired
    private EntityManagerFactory entities;

    private ResultActions list(String... parameters) throws Exception {
        var request = get("/crm/deals").with(user("supervisor").roles("supervisors"));
        for (int i = 0; i < parameters.length; i += 2) {
            request.param(parameters[i], parameters[i + 1]);
        }
        return web.perform(request).andExpect(status().isOk());
    }

    private static String link(String deal) {
        return "/crm/deals/" + deal + "\"";
    }

    @Test
    void aDealIsFoundByItsNumberTheClientsInnAndWordsOfItsNameInAnyCase() throws Exception {
        String inn = freshInn();
        String deal = dealOf(with(webForm(inn), "companyName", "ООО «Зелёный Филин-2»"));
        String other = dealOf(webForm(freshInn()));

        for (String text : new String[] {deal, deal.toLowerCase(), inn, " " + inn.substring(0, 9), "филин зеленый"}) {
            list("text", text)
                    .andExpect(content().string(containsString(link(deal))))
                    .andExpect(content().string(not(containsString(link(other)))));
        }
        list("text", "филин красный").andExpect(content().string(containsString("По этому поиску сделок нет")));
        for (String text : new String[] {"%", "_", "!", "'", "\\"}) {
            list("text", text).andExpect(content().string(containsString("По этому поиску сделок нет")));
        }
    }

    @Test
    void stageAndManagerNarrowTheListAndEachStageTellsItsNumber() throws Exception {
        String inn = freshInn();
        String deal = dealOf(webForm(inn));
        String owner = deal(deal).owner();
        String other = owner.equals("manager") ? "manager2" : "manager";

        list("text", inn, "owner", owner, "stage", "needs-analysis")
                .andExpect(content().string(containsString(link(deal))))
                .andExpect(content().string(containsString("<span>Анализ потребностей</span> <b>1</b>")))
                .andExpect(content().string(containsString("<span>Выиграна</span> <b>0</b>")));
        list("text", inn, "stage", "won").andExpect(content().string(not(containsString(link(deal)))));
        list("text", inn, "owner", other).andExpect(content().string(not(containsString(link(deal)))));
        list("text", inn, "stage", "nonsense").andExpect(content().string(containsString(link(deal))));
    }

    @Test
    void aLongerPageAsksTheDatabaseNoMoreOften() throws Exception {
        String word = "Утконос";
        dealOf(with(webForm(freshInn()), "companyName", "ООО «" + word + " один»"));
        Statistics statistics = entities.unwrap(SessionFactory.class).getStatistics();
        statistics.setStatisticsEnabled(true);
        try {
            list("text", word);
            statistics.clear();
            list("text", word);
            long forOne = statistics.getPrepareStatementCount();
            for (int i = 0; i < 5; i++) {
                dealOf(with(webForm(freshInn()), "companyName", "ООО «" + word + " ещё " + i + "»"));
            }
            statistics.clear();
            list("text", word).andExpect(content().string(containsString("<b>6</b>")));
            assertThat(statistics.getPrepareStatementCount()).isEqualTo(forOne);
        } finally {
            statistics.setStatisticsEnabled(false);
        }
    }
}
