package io.polisflow.process.lostdeal;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.deal.RecontactTerms;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.ProcessTest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.repository.Deployment;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.annotation.Import;
import org.springframework.core.io.ClassPathResource;
import org.springframework.test.context.ContextConfiguration;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/** The table of terms as pages read it; only PostgreSQL holds a transaction to it that it may only read. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class RecontactTermsOnPostgresTest extends ProcessTest {

    @Autowired
    private RecontactTerms terms;

    @Autowired
    private PlatformTransactionManager transactions;

    @Autowired
    private RepositoryService repository;

    private int monthsOnAPage(String reason) {
        TransactionTemplate reading = new TransactionTemplate(transactions);
        reading.setReadOnly(true);
        int[] months = new int[1];
        as("manager", () -> months[0] = reading.execute(status -> terms.monthsFor(reason)));
        return months[0];
    }

    private long decisions() {
        return engine.getHistoryService()
                .createHistoricDecisionInstanceQuery()
                .decisionDefinitionKey("recontact-term")
                .count();
    }

    @Test
    void aPageThatMayOnlyReadShowsTheTermAndDecidesNothing() {
        long before = decisions();
        assertThat(monthsOnAPage("postponed")).isEqualTo(12);
        assertThat(monthsOnAPage("no-answer")).isEqualTo(3);
        assertThat(decisions()).isEqualTo(before);
    }

    @Test
    void theVersionThatAnAnalystDeployedLastCounts() throws IOException {
        assertThat(monthsOnAPage("postponed")).isEqualTo(12);
        String table = new ClassPathResource("bpmn/recontact-term.dmn").getContentAsString(StandardCharsets.UTF_8);
        Deployment changed = repository
                .createDeployment()
                .addString("recontact-term.dmn", table.replace("<text>12</text>", "<text>6</text>"))
                .deploy();
        try {
            assertThat(monthsOnAPage("postponed")).isEqualTo(6);
        } finally {
            repository.deleteDeployment(changed.getId(), true);
        }
        assertThat(monthsOnAPage("postponed")).isEqualTo(12);
    }
}
