package io.polisflow.process.contractsigning;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.DocumentExchange.State;
import io.polisflow.crm.deal.Stage;
import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import io.polisflow.process.policyissue.PolicyIssue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** Cuts the connection before every statement of every job in turn: what a signature brings about happens exactly once. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class BrokenSigningOnPostgresTest extends ContractSigningTest {

    private static final int MOST_STATEMENTS = 500;

    @Autowired
    private LoggingSystem logging;

    @AfterEach
    void theLogGoesOn() {
        BreakingDataSource.mend();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.WARN);
    }

    /** Repeats the job, each time cut one statement later, until it comes through. */
    private void runBreakingEverywhere(String element, Runnable nothingHappened) {
        String job = job(deal, element).getId();
        int breaks = 0;
        while (cutBefore(breaks, job)) {
            assertThat(breaks).as("statements of " + element).isLessThan(MOST_STATEMENTS);
            nothingHappened.run();
            breaks++;
        }
        assertThat(breaks).isGreaterThan(5);
    }

    /** @return whether the job is still to be done: what is cut after the commit changes nothing any more */
    private boolean cutBefore(int statement, String job) {
        BreakingDataSource.breakAfter(statement);
        boolean failed = false;
        try {
            management.executeJob(job);
        } catch (RuntimeException cut) {
            failed = true;
        }
        assertThat(BreakingDataSource.mend())
                .as("cut before statement " + statement)
                .isEqualTo(failed);
        boolean done = management.createJobQuery().jobId(job).count() == 0;
        assertThat(done || failed).isTrue();
        return !done;
    }

    @Test
    void sendingSigningWinningPoliciesAndRenewalsHappenOnce() {
        prepare();
        passChecks();
        logging.setLogLevel(LoggingSystem.ROOT_LOGGER_NAME, LogLevel.OFF);
        runBreakingEverywhere(
                ContractSigning.TASK_MAKE_DOCUMENT,
                () -> assertThat(contract().state()).isEqualTo(Contract.State.DRAFT));
        runBreakingEverywhere(
                ContractSigning.TASK_FIND_BOX,
                () -> assertThat(contract().channel()).isNull());
        runBreakingEverywhere(
                ContractSigning.TASK_SEND_TO_SIGN,
                () -> assertThat(contract().sentAt()).isNull());
        assertThat(exchange.sent())
                .as("business attempts that the operator saw")
                .hasSize(1);

        signingEvents.receive(contract().entityId(), State.SIGNED, null, clock.instant());
        runBreakingEverywhere(
                ContractSigning.TASK_VERIFY_SIGNATURE,
                () -> assertThat(deal(deal).stage()).isEqualTo(Stage.CONTRACT));
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);

        runBreakingEverywhere(
                PolicyIssue.TASK_ORDER_POLICY, () -> assertThat(issued()).isEmpty());
        runBreakingEverywhere(
                PolicyIssue.TASK_ORDER_POLICY, () -> assertThat(issued()).hasSize(1));
        assertThat(policySystem.orders()).hasSize(2);
        assertThat(issued()).hasSize(2);

        runBreakingEverywhere(ContractSigning.TASK_SEND_POLICY_LETTER, () -> assertThat(renewals())
                .isZero());
        assertThat(renewals()).isEqualTo(2);
        assertThat(history(deal))
                .filteredOn(line -> line.contains("отправлен на подпись"))
                .hasSize(1);
        assertThat(history(deal))
                .filteredOn(line -> line.contains("Подпись клиента проверена"))
                .hasSize(1);
        assertThat(history(deal))
                .filteredOn(line -> line.contains("«Выиграна»"))
                .hasSize(1);
        assertThat(history(deal))
                .filteredOn(line -> line.startsWith("Выпущен полис"))
                .hasSize(2);
    }

    private long renewals() {
        return runtime.createProcessInstanceQuery()
                .processInstanceBusinessKey(deal)
                .processDefinitionKey("policy-renewal")
                .count();
    }
}
