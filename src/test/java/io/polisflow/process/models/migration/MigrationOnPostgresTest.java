package io.polisflow.process.models.migration;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.fixtures.BreakingDataSource;
import io.polisflow.fixtures.Postgres;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.ContextConfiguration;

/** On the database of production a batch that dies leaves nothing half done, wherever it dies. */
@ContextConfiguration(initializers = Postgres.class)
@Import(BreakingDataSource.Installed.class)
class MigrationOnPostgresTest extends MigrationCase {

    private static final String MOVED =
            "select count(*) from model_migration_instance i join ACT_RU_EXECUTION e on e.ID_ = i.instance_id"
                    + " where (coalesce(i.outcome, '') = 'MOVED') <> (e.PROC_DEF_ID_ = ?)";

    @Test
    void aBatchThatDiesAtAnyStatementIsDoneAnewAndNothingIsHalfDone() {
        int old = deploy(EditedModel.of(APPROVAL), APPROVAL);
        List<String> instances = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            instances.add(standingAt(APPROVAL, TERMS, openDeal(), Map.of()));
        }
        String premiumOf = runtime.createProcessInstanceQuery()
                .processInstanceId(instances.get(0))
                .singleResult()
                .getBusinessKey();
        premium(premiumOf, "1500.50");
        int now = deploy(
                EditedModel.of(APPROVAL)
                        .renamed(TERMS, "Task_CheckTermsOfContract", "Проверить условия", "Проверить условия договора"),
                APPROVAL);
        long id = rehearsed(APPROVAL, old, now);
        assertThat(migrations.stake(id).premium()).isEqualByComparingTo("1500.50");
        assertThat(migrations.stake(id).clients()).isEqualTo(3);
        String target = repository
                .createProcessDefinitionQuery()
                .processDefinitionKey(APPROVAL)
                .latestVersion()
                .singleResult()
                .getId();
        migrations.start(id, "Второй юрист", "analyst");

        int breaks = 0;
        boolean broken = true;
        while (broken) {
            String job = jobs().get(0).getId();
            management.setJobRetries(job, 3);
            BreakingDataSource.breakAfter(breaks++);
            try {
                management.executeJob(job);
            } catch (RuntimeException death) {
                assertThat(death).isNotNull();
            }
            broken = BreakingDataSource.mend();
            assertThat(jdbc.queryForObject(MOVED, Integer.class, target))
                    .as("half moved after a break before statement " + breaks)
                    .isZero();
        }
        runJobs();

        assertThat(breaks).as("statements at which it died").isGreaterThan(20);
        assertThat(instances)
                .allSatisfy(instance -> assertThat(versionOf(instance)).isEqualTo(now));
        assertThat(migrations.get(id).state()).isEqualTo(ModelMigration.State.DONE);
    }
}
