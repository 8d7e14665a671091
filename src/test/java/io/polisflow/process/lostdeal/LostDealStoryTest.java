package io.polisflow.process.lostdeal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.deal.TouchCalendar;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.deal.Deal;
import io.polisflow.process.engine.LossFields;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.runtime.Job;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A deal is lost from wherever it stands, waits, and comes back or does not. */
class LostDealStoryTest extends ProcessTest {

    private static final Loss LOSS = new Loss("competitor", "Дали скидку", "ООО «Другая»", "Тариф 0,1 %", 12);

    @Autowired
    private DealProcess process;

    @Autowired
    private TouchCalendar calendar;

    @Autowired
    private Dictionaries dictionaries;

    @Autowired
    private Consents consents;

    @Autowired
    private DealLetters dealLetters;

    private String deal;
    private String owner;

    @BeforeEach
    void aDealInPreparation() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
    }

    @Test
    void everythingOpenEndsAtOnceAndTheReasonIsKept() {
        transaction.executeWithoutResult(status -> calendar.plan(
                deal,
                new TouchCalendar.Plan(
                        Activity.Kind.CALL, LocalDateTime.now(clock).plusDays(1), null, null, null)));
        process.lose(deal, LOSS);

        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        assertThat(deal(deal).loss()).isEqualTo(LOSS);
        assertThat(tasks.createTaskQuery().processInstanceBusinessKey(deal).count())
                .isZero();
        assertThat(openKeys()).containsExactly(LostDeal.KEY);
        assertThat(jobs()).singleElement().satisfies(job -> assertThat(job.getDuedate())
                .isEqualTo(deals.recontactAt(deal)));
        transaction.executeWithoutResult(status -> {
            assertThat(deals.plannedTouchesOf(deal(deal))).isEmpty();
            assertThat(clients.contactsOf(deal(deal).client().id()))
                    .isNotEmpty()
                    .allMatch(Contact::cold);
        });
        assertThat(history(deal)).anyMatch(line -> line.contains("Причина: Выбрали конкурента"));
        assertThat(ended(deal, Deal.END_DEAL_LOST_AT_ONCE)).isTrue();
    }

    @Test
    void aLossWithoutItsReasonChangesNothing() {
        Map<String, Object> noTerm = LossFields.variables(LOSS);
        noTerm.remove("recontactMonths");
        Map<String, Object> unknownReason = LossFields.variables(LOSS);
        unknownReason.put("lossReason", "bad-luck");
        Map<String, Object> noCompetitor = LossFields.variables(LOSS);
        noCompetitor.put("lossCompetitor", " ");
        for (Map<String, Object> bad : List.of(Map.<String, Object>of(), noTerm, unknownReason, noCompetitor)) {
            assertThatThrownBy(() -> runtime.createMessageCorrelation(Deal.MESSAGE_LOST)
                            .processInstanceBusinessKey(deal)
                            .setVariables(bad)
                            .correlate())
                    .rootCause()
                    .isInstanceOf(RefusedException.class);
        }
        assertThat(deal(deal).stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
        assertThat(openKeys()).contains(Deal.KEY).doesNotContain(LostDeal.KEY);
    }

    @Test
    void aDealThatIsOverCannotBeLostAgain() {
        process.lose(deal, LOSS);

        assertThatThrownBy(() -> process.lose(deal, LOSS))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("уже закрыта");
        assertThatThrownBy(() -> runtime.createMessageCorrelation(Deal.MESSAGE_LOST)
                        .processInstanceBusinessKey(deal)
                        .setVariables(LossFields.variables(LOSS))
                        .correlate())
                .isInstanceOf(MismatchingMessageCorrelationException.class);
        assertThat(openKeys()).containsExactly(LostDeal.KEY);
    }

    @Test
    void twoWhoLoseItAtOneMomentLoseItOnce() throws Exception {
        ExecutorService two = Executors.newFixedThreadPool(2);
        try {
            Callable<Void> lose = () -> {
                process.lose(deal, LOSS);
                return null;
            };
            long refused = 0;
            for (Future<Void> answer : two.invokeAll(List.of(lose, lose))) {
                try {
                    answer.get();
                } catch (java.util.concurrent.ExecutionException e) {
                    refused++;
                }
            }
            assertThat(refused).isEqualTo(1);
        } finally {
            two.shutdownNow();
        }
        assertThat(openKeys()).containsExactly(LostDeal.KEY);
        assertThat(history(deal))
                .filteredOn(line -> line.contains("«Проиграна»"))
                .hasSize(1);
    }

    @Test
    void theTableProposesATermForEveryReason() {
        assertThat(dictionaries.offered(Dictionary.LOSS_REASON))
                .allSatisfy(reason -> assertThat(terms.monthsFor(reason.code())).isIn(3, 6, 12));
        assertThat(terms.monthsFor("postponed")).isEqualTo(12);
        assertThat(terms.monthsFor("no-answer")).isEqualTo(3);
        assertThat(terms.monthsFor("added-by-an-administrator")).isEqualTo(6);
    }

    @Autowired
    private io.polisflow.crm.deal.RecontactTerms terms;

    @Test
    void inDueTimeItIsReopenedAsANewDealLinkedToTheOld() {
        process.lose(deal, new Loss("postponed", "Вернуться после отчётности", null, null, 3));
        assertThat(deals.recontactAt(deal)).isEqualTo(at(LocalDate.of(2027, 2, 24)));
        clock.set(at(LocalDate.of(2027, 2, 24)));
        runJob(deal, LostDeal.EVENT_RECONTACT_DUE);

        assertThat(task(deal, LostDeal.TASK_CONTACT_AGAIN).getAssignee()).isEqualTo(owner);
        assertThat(tasks.getVariable(task(deal, LostDeal.TASK_CONTACT_AGAIN).getId(), "lossReasonLabel"))
                .isEqualTo("Отложили на год");
        complete(owner, deal, LostDeal.TASK_CONTACT_AGAIN, talk("reopen"));

        assertThat(ended(deal, LostDeal.END_DEAL_REOPENED)).isTrue();
        String reopened = transaction.execute(status -> deals.of(deal(deal).client()).stream()
                .filter(d ->
                        d.reopenedFrom() != null && d.reopenedFrom().number().equals(deal))
                .findFirst()
                .orElseThrow()
                .number());
        assertThat(deal(reopened).stage().isOpen()).isTrue();
        assertThat(deal(reopened).owner()).isEqualTo(owner);
        assertThat(instance(Deal.KEY, reopened)).isNotNull();
        assertThat(deal(deal).stage()).isEqualTo(Stage.LOST);
        transaction.executeWithoutResult(status ->
                assertThat(clients.contactsOf(deal(deal).client().id())).noneMatch(Contact::cold));
    }

    @Test
    void itIsPostponedAgainAndThenClosedForGood() {
        process.lose(deal, LOSS);
        runJob(deal, LostDeal.EVENT_RECONTACT_DUE);
        Map<String, Object> noDate = talk("postpone");
        assertThatThrownBy(() -> complete(owner, deal, LostDeal.TASK_CONTACT_AGAIN, noDate))
                .hasMessageContaining("Когда вернуться");
        Map<String, Object> past = talk("postpone");
        past.put("postponeUntil", "2026-11-01");
        assertThatThrownBy(() -> complete(owner, deal, LostDeal.TASK_CONTACT_AGAIN, past))
                .hasMessageContaining("Когда вернуться");
        Map<String, Object> later = talk("postpone");
        later.put("postponeUntil", "2027-01-02");
        complete(owner, deal, LostDeal.TASK_CONTACT_AGAIN, later);

        assertThat(job(deal, LostDeal.EVENT_RECONTACT_DUE).getDuedate()).isEqualTo(at(LocalDate.of(2027, 1, 11)));
        runJob(deal, LostDeal.EVENT_RECONTACT_DUE);
        complete(owner, deal, LostDeal.TASK_CONTACT_AGAIN, talk("close"));
        assertThat(ended(deal, LostDeal.END_CLOSED_FOR_GOOD)).isTrue();
        assertThat(openKeys()).isEmpty();
    }

    @Test
    void whoeverTookBackTheirConsentStandsInTheFormAsNotToBeCalledAlsoWhenItIsOpenAlready() {
        Contact petrov = deal(deal).contact();
        process.lose(deal, LOSS);
        runJob(deal, LostDeal.EVENT_RECONTACT_DUE);
        assertThat(lossFacts()).doesNotContain("Не беспокоить").contains("Дали скидку");

        consents.withdraw(petrov.id(), Purpose.MARKETING, ConsentChannel.PHONE, "manager", null);

        assertThat(lossFacts())
                .contains("Не беспокоить", "отказ от «Рекламные письма и звонки»", petrov.name(), "Дали скидку");
        DealLetters.Draft again =
                new DealLetters.Draft(List.of(petrov.id()), false, null, "Снова мы", "Добрый день!", List.of());
        assertThatThrownBy(() -> dealLetters.send(deal, again, owner, null))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("отказ от «Рекламные");
        Map<String, Object> later = talk("postpone");
        later.put("postponeUntil", "2027-06-01");
        complete(owner, deal, LostDeal.TASK_CONTACT_AGAIN, later);
        runJob(deal, LostDeal.EVENT_RECONTACT_DUE);
        assertThat(lossFacts()).as("asked again, said again").contains("Не беспокоить");
    }

    private String lossFacts() {
        return String.valueOf(
                tasks.getVariable(task(deal, LostDeal.TASK_CONTACT_AGAIN).getId(), "lossFacts"));
    }

    private static Map<String, Object> talk(String decision) {
        return with("touchKind", "CALL", "touchNote", "Поговорили", "recontact", decision);
    }

    private static java.time.Instant at(LocalDate day) {
        return day.atTime(LocalTime.of(9, 0)).atZone(ZoneId.of("Europe/Moscow")).toInstant();
    }

    private List<Job> jobs() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(deal).list().stream()
                .flatMap(instance -> management.createJobQuery().processInstanceId(instance.getId()).list().stream())
                .toList();
    }

    private List<String> openKeys() {
        return runtime.createProcessInstanceQuery().processInstanceBusinessKey(deal).list().stream()
                .map(instance -> instance.getProcessDefinitionId().replaceAll(":.*", ""))
                .toList();
    }
}
