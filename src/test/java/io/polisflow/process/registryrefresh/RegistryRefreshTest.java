package io.polisflow.process.registryrefresh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.UnavailableException;
import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.FieldOrigin.Editor;
import io.polisflow.crm.client.RegistryChecks;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.client.RequisiteChange;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.refresh.RegistryRounds;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.clientliquidation.ClientLiquidation;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Each night the registry is asked about the clients with open deals, and what changed reaches card, deal and manager. */
class RegistryRefreshTest extends ProcessTest {

    @Autowired
    private RegistryChecks checks;

    @Autowired
    private RegistryRounds rounds;

    @Autowired
    private DealProcess process;

    @Autowired
    private ClientCards cards;

    @Autowired
    private JdbcTemplate jdbc;

    private String inn;
    private String deal;
    private long client;

    @BeforeEach
    void aClientThatTheRegistryKnows() {
        // What earlier tests left open would only lengthen the night.
        transaction.executeWithoutResult(
                status -> jdbc.update("update deal set stage = 'LOST' where stage not in ('WON', 'LOST')"));
        inn = freshInn();
        deal = dealOf(webForm(inn));
        client = deal(deal).client().id();
        runJob(deal, "Task_CheckRegistry");
        clock.move(Duration.ofHours(16));
    }

    private Job nightfall() {
        return management
                .createJobQuery()
                .processDefinitionKey(RegistryRefresh.KEY)
                .activityId(RegistryRefresh.START_NIGHT)
                .singleResult();
    }

    /** Begins tonight's round. */
    private ProcessInstance night() {
        management.executeJob(nightfall().getId());
        ProcessInstance round =
                runtime.createProcessInstanceQuery().processDefinitionKey(RegistryRefresh.KEY).list().stream()
                        .max(Comparator.comparing(
                                one -> (Long) runtime.getVariable(one.getId(), RegistryRefresh.ROUND_ID.name())))
                        .orElseThrow();
        jobs(round, false).forEach(job -> management.executeJob(job.getId()));
        return round;
    }

    private List<Job> jobs(ProcessInstance round, boolean timers) {
        return management.createJobQuery().processInstanceId(round.getId()).list().stream()
                .filter(job -> timers == RegistryRefresh.EVENT_NIGHT_OVER.equals(definition(job)))
                .toList();
    }

    private String definition(Job job) {
        return management
                .createJobDefinitionQuery()
                .jobDefinitionId(job.getJobDefinitionId())
                .singleResult()
                .getActivityId();
    }

    private ProcessInstance wholeNight() {
        ProcessInstance round = night();
        jobs(round, false).forEach(job -> management.executeJob(job.getId()));
        return round;
    }

    private boolean endedAt(ProcessInstance round, String endEvent) {
        return engine.getHistoryService()
                        .createHistoricActivityInstanceQuery()
                        .processInstanceId(round.getId())
                        .activityId(endEvent)
                        .count()
                == 1;
    }

    private String outcome(long clientId) {
        return jdbc.queryForObject(
                "select outcome from registry_refresh_client where client_id = ? order by refresh_id desc limit 1",
                String.class,
                clientId);
    }

    private List<String> changes() {
        return checks.changesOf(client).stream().map(RequisiteChange::sentence).toList();
    }

    private Task decision() {
        return task(deal, ClientLiquidation.TASK_DECIDE_ON_DEAL);
    }

    private boolean asked(String dealNumber) {
        return isOpen(dealNumber, ClientLiquidation.TASK_DECIDE_ON_DEAL);
    }

    @Test
    void theNightBeginsAtTheInsurersHourAndAgainTheNextDay() {
        Job first = nightfall();
        management.executeJob(first.getId());

        Job next = nightfall();

        assertThat(next.getId()).isNotEqualTo(first.getId());
        assertThat(next.getDuedate().toInstant().atZone(clock.getZone()).toLocalTime())
                .isEqualTo(LocalTime.of(2, 30));
        assertThat(next.getDuedate().toInstant()).isAfter(clock.instant());
    }

    @Test
    void aChangeOfHeadAndAddressIsKeptOnCardAndDealOnce() {
        registry.saysHead(inn, "Новикова Нина");
        registry.saysAddress("630000, г. Новосибирск");

        ProcessInstance round = wholeNight();

        assertThat(endedAt(round, RegistryRefresh.END_REFRESHED)).isTrue();
        assertThat(clients.get(client).headName()).isEqualTo("Новикова Нина");
        assertThat(clients.get(client).requisitesAsOf()).isEqualTo(clock.instant());
        assertThat(changes())
                .containsExactlyInAnyOrder(
                        "Руководитель в реестре: «Иванов Иван Иванович» → «Новикова Нина» (Контур.Фокус)",
                        "Адрес в реестре: «101000, г. Москва, ул. Мясницкая, д. 1» → «630000, г. Новосибирск»"
                                + " (Контур.Фокус)");
        assertThat(history(deal)).containsAll(changes());
        assertThat(checks.changesOf(client))
                .allSatisfy(change -> assertThat(change.changedAt()).isEqualTo(clock.instant()));

        clock.move(Duration.ofDays(1));
        wholeNight();
        assertThat(changes()).hasSize(2);
        assertThat(asked(deal)).isFalse();
    }

    @Test
    void whatAPersonTypedStaysAndTheChangeIsToldAllTheSame() {
        Map<CardField, String> typed = Map.of(CardField.ADDRESS, "Тула");
        cards.save(client, typed, Map.of(), new Editor("manager", "Анна"), clock.instant());
        registry.saysAddress("630000, г. Новосибирск");

        wholeNight();

        assertThat(clients.get(client).address()).isEqualTo("Тула");
        assertThat(changes()).singleElement().asString().contains("Мясницкая", "Новосибирск");
    }

    @Test
    void oneFailingBatchStopsNoOtherAndIsMadeUpForLater() {
        registry.batchSize(1);
        String otherInn = freshInn();
        String otherDeal = dealOf(webForm(otherInn));
        long other = deal(otherDeal).client().id();
        registry.failsAbout(inn);
        registry.saysHead(inn, "Новикова Нина");
        ProcessInstance round = night();
        int failed = 0;
        List<Job> batches = jobs(round, false);
        for (Job batch : batches) {
            try {
                management.executeJob(batch.getId());
            } catch (UnavailableException down) {
                failed++;
            }
        }

        assertThat(batches).hasSize(2);
        assertThat(failed).isEqualTo(1);
        assertThat(outcome(other)).isEqualTo("FOUND");
        assertThat(outcome(client)).isNull();
        assertThat(clients.get(other).requisitesAsOf()).isEqualTo(clock.instant());
        Job again = jobs(round, false).get(0);
        assertThat(again.getExceptionMessage()).contains("registry: no answer");
        assertThat(again.getRetries()).isPositive();

        registry.answersAbout(inn);
        management.executeJob(again.getId());
        assertThat(outcome(client)).isEqualTo("FOUND");
        assertThat(changes()).hasSize(1);
        assertThat(endedAt(round, RegistryRefresh.END_REFRESHED)).isTrue();
    }

    @Test
    void aBatchThatIsRepeatedAsksNobodyTwice() {
        wholeNight();
        Long roundId = jdbc.queryForObject("select max(id) from registry_refresh", Long.class);
        registry.saysHead(inn, "Новикова Нина");

        rounds.refresh(roundId, 0);

        assertThat(changes()).isEmpty();
    }

    @Test
    void aRegistryThatStaysDownIsGivenUpBeforeTheNextNight() {
        registry.down();
        ProcessInstance round = night();
        Job batch = jobs(round, false).get(0);
        assertThatThrownBy(() -> management.executeJob(batch.getId())).isInstanceOf(UnavailableException.class);

        Job nightOver = jobs(round, true).get(0);
        assertThat(Duration.between(clock.instant(), nightOver.getDuedate().toInstant()))
                .isLessThan(Duration.ofDays(1));
        management.executeJob(nightOver.getId());

        assertThat(endedAt(round, RegistryRefresh.END_PARTLY_REFRESHED)).isTrue();
        assertThat(outcome(client)).isNull();
    }

    @Test
    void aNightWithoutOpenDealsEndsAtOnce() {
        process.lose(deal, new Loss("price", "Дорого", null, null, 6));

        ProcessInstance round = night();

        assertThat(endedAt(round, RegistryRefresh.END_REFRESHED)).isTrue();
    }

    @Test
    void anEntryThatCannotBeUsedLeavesTheCardAsItWas() {
        registry.garblesAbout(inn);
        registry.saysHead(inn, "Новикова Нина");

        wholeNight();

        assertThat(outcome(client)).isEqualTo("UNUSABLE");
        assertThat(clients.get(client).headName()).isEqualTo("Иванов Иван Иванович");
    }

    @Test
    void aClientThatVanishedFromTheRegistryIsMarkedAndNotConfused() {
        registry.knowsNobody();

        wholeNight();

        assertThat(outcome(client)).isEqualTo("NOT_FOUND");
        assertThat(clients.get(client).requisitesState().label()).isEqualTo("не найден в реестре");
        assertThat(changes()).isEmpty();
    }

    @Test
    void aClientThatBeginsToLiquidateMakesATaskForTheManagerOfEachOpenDeal() {
        String second = transaction.execute(status ->
                deals.open(clients.get(client), null, Stage.NEEDS_ANALYSIS).number());
        String lost = dealOf(webForm(inn));
        process.lose(lost, new Loss("price", "Дорого", null, null, 6));
        registry.says(inn, RegistryStatus.DISSOLVING);

        wholeNight();

        assertThat(changes())
                .containsExactly("Состояние в реестре: «Действующая» → «В стадии ликвидации» (Контур.Фокус)");
        assertThat(asked(deal)).isTrue();
        assertThat(asked(second)).isTrue();
        assertThat(asked(lost)).isFalse();
        assertThat(decision().getAssignee()).isEqualTo(deal(deal).owner());
        assertThat(decision().getDueDate()).isNotNull();
        assertThat(tasks.getVariable(decision().getId(), "registryStatusText")).isEqualTo("в стадии ликвидации");

        registry.says(inn, RegistryStatus.DISSOLVED);
        clock.move(Duration.ofDays(1));
        wholeNight();
        assertThat(tasks.createTaskQuery()
                        .processInstanceBusinessKey(deal)
                        .taskDefinitionKey(ClientLiquidation.TASK_DECIDE_ON_DEAL)
                        .count())
                .as("who is ending already does not begin again")
                .isEqualTo(1);
    }

    @Test
    void aClientWhomTheRegistryHadNotToldOfBeforeIsNoticedToo() {
        String otherInn = freshInn();
        String otherDeal = dealOf(webForm(otherInn));
        registry.says(otherInn, RegistryStatus.BANKRUPT);

        wholeNight();

        assertThat(asked(otherDeal)).isTrue();
        assertThat(asked(deal)).isFalse();
    }

    @Test
    void theManagerGoesOnAndSaysWhy() {
        registry.says(inn, RegistryStatus.BANKRUPT);
        wholeNight();
        String owner = deal(deal).owner();

        assertThatThrownBy(() -> complete(
                        owner, deal, ClientLiquidation.TASK_DECIDE_ON_DEAL, with("liquidationDecision", "continue")))
                .hasMessageContaining("Почему продолжаем");
        complete(
                owner,
                deal,
                ClientLiquidation.TASK_DECIDE_ON_DEAL,
                with("liquidationDecision", "continue", "decisionComment", "Платит управляющий"));

        assertThat(ended(deal, ClientLiquidation.END_DEAL_GOES_ON)).isTrue();
        assertThat(deal(deal).stage().isOpen()).isTrue();
        assertThat(history(deal)).contains("Клиент ликвидируется, сделка продолжается: Платит управляющий");
    }

    @Test
    void theManagerClosesTheDealWithAReason() {
        registry.says(inn, RegistryStatus.DISSOLVING);
        wholeNight();
        String owner = deal(deal).owner();

        assertThatThrownBy(() -> complete(
                        owner, deal, ClientLiquidation.TASK_DECIDE_ON_DEAL, with("liquidationDecision", "lose")))
                .hasMessageContaining("Причина проигрыша");
        complete(
                owner,
                deal,
                ClientLiquidation.TASK_DECIDE_ON_DEAL,
                with(
                        "liquidationDecision",
                        "lose",
                        "lossReason",
                        "price",
                        "lossComment",
                        "Клиент ликвидируется",
                        "recontactMonths",
                        "12"));

        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(deal(deal).loss().comment()).isEqualTo("Клиент ликвидируется");
        assertThat(ended(deal, ClientLiquidation.END_DEAL_LOST)).isTrue();
        assertThat(asked(deal)).isFalse();
    }

    @Test
    void aDealThatIsLostElsewhereNeedsNoDecision() {
        registry.says(inn, RegistryStatus.DISSOLVING);
        wholeNight();

        process.lose(deal, new Loss("price", "Дорого", null, null, 6));

        assertThat(asked(deal)).isFalse();
        assertThat(ended(deal, ClientLiquidation.END_DEAL_CLOSED)).isTrue();
    }

    @Test
    void aDealThatIsWonMeanwhileNeedsNoDecision() {
        registry.says(inn, RegistryStatus.DISSOLVING);
        wholeNight();

        transaction.executeWithoutResult(status -> deals.reachStage(deal, Stage.WON));

        assertThat(asked(deal)).isFalse();
    }

    @Test
    void theTaskFollowsTheDealToItsNewManager() {
        registry.says(inn, RegistryStatus.DISSOLVING);
        wholeNight();
        String other = deal(deal).owner().equals("manager") ? "manager2" : "manager";

        process.handOver(deal, other);

        assertThat(decision().getAssignee()).isEqualTo(other);
    }

    @Test
    void aFreshLookByAPersonWarnsAsTheNightDoes() {
        registry.says(inn, RegistryStatus.DISSOLVING);

        clients.checkRequisitesAfresh(client);

        assertThat(asked(deal)).isTrue();
        assertThat(changes()).hasSize(1);
    }
}
