package io.polisflow.process.negotiation;

import static io.polisflow.process.negotiation.Negotiation.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.negotiation.Reworks;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.JdbcTemplate;

/** Talks in which somebody is too early, too late, twice, gone or mistaken: each gets a clear answer and loses nothing. */
class NegotiationRacesTest extends NegotiationTest {

    @Autowired
    private DealProcess process;

    @Autowired
    private Reworks reworks;

    @Autowired
    private JdbcTemplate jdbc;

    @Test
    void aDayToAskAgainThatIsNotAheadIsRefused() {
        for (String day : List.of("2026-11-23", "2026-11-24", "2050-01-01")) {
            assertThatThrownBy(() -> submit("THINK", with("nextTouchOn", day)))
                    .as(day)
                    .isInstanceOf(FormFieldValidationException.class);
        }
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
        assertThat(planned()).isEmpty();
    }

    @Test
    void aPauseThatIsNoLongerOfUseIsSkipped() {
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        talks = begin(deal, sentProposal(deal));
        submit("PAUSE", with("pausedUntil", "2026-11-30", "pauseReason", "Ждут бюджет"));
        process.pause(deal, LocalDate.of(2027, 3, 1), "Попросил директор");
        runJob(deal, TASK_REQUEST_PAUSE);
        assertThat(deal(deal).pausedUntil()).isEqualTo(LocalDate.of(2027, 3, 1));
        runJob(deal, "Task_SuspendWork");
        process.resume(deal);

        submit("PAUSE", with("pausedUntil", "2026-11-30", "pauseReason", "Ждут бюджет"));
        clock.move(Duration.ofDays(6));
        runJob(deal, TASK_REQUEST_PAUSE);
        assertThat(deal(deal).stage()).isNotEqualTo(Stage.PAUSED);
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
    }

    @Test
    void aPauseNeedsADayAheadAndAtMostTwoYears() {
        for (String day : List.of("2026-11-24", "2026-01-01", "2029-01-01")) {
            assertThatThrownBy(() -> submit("PAUSE", with("pausedUntil", day, "pauseReason", "Бюджет")))
                    .as(day)
                    .isInstanceOf(FormFieldValidationException.class);
        }
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
    }

    @Test
    void consentEndsTheTalksFromEveryOpenStepOnce() {
        process.agree(deal);
        assertThat(ended(deal, END_AGREED_EARLY)).isTrue();
        assertThat(handedToTheDeal(OUTCOME.name())).isEqualTo(OUTCOME_AGREED);
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isFalse();
        assertThatThrownBy(() -> process.agree(deal))
                .as("the second time")
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("пока идут переговоры");
        assertThat(history(deal))
                .filteredOn(line -> line.equals("Клиент согласен с предложением"))
                .hasSize(1);
    }

    @Test
    void consentWhileTheClientWasToThinkClearsTheCalendar() {
        submit("THINK", with("nextTouchOn", "2026-12-15"));
        assertThat(planned()).hasSize(1);
        process.agree(deal);

        assertThat(planned()).isEmpty();
        assertThat(handedToTheDeal(OUTCOME.name())).isEqualTo(OUTCOME_AGREED);
        assertThat(management.createJobQuery().processInstanceId(talks.getId()).count())
                .isZero();
    }

    @Test
    void consentDuringAReworkLeavesTheVersionThatTheClientHas() {
        submit("REWORK", with("reworkBy", "UNDERWRITER", "reworkRequest", "Снизить тариф"));
        process.agree(deal);

        assertThat(isOpen(deal, TASK_REVISE_TERMS)).isFalse();
        assertThat(handedToTheDeal(PROPOSAL_ID.name())).isEqualTo(proposalId);
        transaction.executeWithoutResult(status -> {
            assertThat(reworks.of(deal(deal)))
                    .singleElement()
                    .satisfies(rework -> assertThat(rework.state().label()).isEqualTo("не понадобилась"));
            assertThat(proposals.of(deal(deal))).hasSize(1);
        });
    }

    @Test
    void consentBeforeTheTalksOrAfterThemIsRefused() {
        String early = openDeal(freshInn());
        assertThatThrownBy(() -> process.agree(early)).isInstanceOf(RefusedException.class);
        submit("AGREED", Map.of());
        assertThatThrownBy(() -> process.agree(deal)).isInstanceOf(RefusedException.class);
        assertThatThrownBy(() -> runtime.createMessageCorrelation(MESSAGE_AGREED)
                        .processInstanceBusinessKey(deal)
                        .correlate())
                .isInstanceOf(MismatchingMessageCorrelationException.class);
    }

    @Test
    void aContactTakenOffTheCardMeanwhileStillSaidIt() {
        jdbc.update("update contact set removed = true where id = ?", contact.id());
        submit("THINK", with("nextTouchOn", "2026-12-01"), objection(contact.id(), "price", "Дорого", false));

        assertThat(objections())
                .singleElement()
                .satisfies(objection -> assertThat(objection.contact().id()).isEqualTo(contact.id()));
        assertThat(planned()).singleElement().satisfies(touch -> assertThat(touch.contactId())
                .isNull());
        runJob(deal, EVENT_NEXT_TOUCH_DUE);
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "contactOptions"))).doesNotContain("Петров");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "callLinks"))).contains("Телефонов контактов");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "objectionFacts")))
                .contains("Пётр Петров (удалён из карточки)");
    }

    @Test
    void aContactErasedMeanwhileLosesNothingOfWhatWasSaid() {
        long gone = transaction.execute(
                status -> clients.findOrCreateContact(deal(deal).client(), "Иван Иванов", "ivanov@example.ru", null)
                        .id());
        beginAgain();
        jdbc.update("delete from client_change where contact_id = ?", gone);
        jdbc.update("delete from contact where id = ?", gone);
        submit("CONTINUE", Map.of(), objection(gone, "price", "Дорого", false));

        assertThat(objections()).singleElement().satisfies(objection -> {
            assertThat(objection.contact()).isNull();
            assertThat(objection.words()).isEqualTo("Дорого");
        });
    }

    @Test
    void somebodyElsesContactIsNoChoice() {
        String other = openDeal(freshInn());
        assertThatThrownBy(() -> submit(
                        "CONTINUE", Map.of(), objection(deal(other).contact().id(), "price", "Дорого", false)))
                .hasMessageContaining("«Кто возразил» — выберите значение из списка");
    }

    @Test
    void ofTwoPeopleWhoCompleteTheSameTaskOneIsRefusedAndNothingIsDoubled() throws Exception {
        String id = task(deal, TASK_TALK_TO_CLIENT).getId();
        Map<String, Object> said = talk("CONTINUE", Map.of(), objection(contact.id(), "price", "Дорого", false));
        Callable<Boolean> submission = () -> {
            try {
                as(owner, () -> forms.submitTaskForm(id, said));
                return true;
            } catch (ProcessEngineException refused) {
                return false;
            }
        };
        ExecutorService windows = Executors.newFixedThreadPool(2);
        List<Boolean> done = new ArrayList<>();
        try {
            for (Future<Boolean> window : windows.invokeAll(List.of(submission, submission))) {
                done.add(window.get());
            }
        } finally {
            windows.shutdownNow();
        }

        assertThat(done).containsExactlyInAnyOrder(true, false);
        assertThat(objections()).hasSize(1);
        String colleague = owner.equals("manager") ? "manager2" : "manager";
        assertThatThrownBy(() -> complete(colleague, deal, TASK_TALK_TO_CLIENT, talk("AGREED", Map.of())))
                .hasMessageContaining("Эту задачу ведёт другой сотрудник");
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
    }

    @Test
    void aDealWithoutAProposalHasNothingToRework() {
        deal = openDeal(freshInn());
        owner = deal(deal).owner();
        begin(deal, null);
        assertThatThrownBy(() -> submit("REWORK", with("reworkBy", "MANAGER", "reworkRequest", "Что-нибудь")))
                .hasMessageContaining("Дорабатывать нечего");
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
    }
}
