package io.polisflow.process.negotiation;

import static io.polisflow.process.negotiation.Negotiation.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.deal.Activity;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.knowledge.Knowledge;
import io.polisflow.crm.negotiation.Objection;
import io.polisflow.crm.negotiation.Reworks;
import io.polisflow.crm.proposal.Proposal;
import io.polisflow.process.engine.LossFields;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Steps 4.1 to 4.7: the talks, what they leave behind, and every way out of them. */
class NegotiationStoryTest extends NegotiationTest {

    private static final String SATURDAY = "2026-11-28";
    private static final Instant MONDAY_MORNING = Instant.parse("2026-11-30T06:00:00Z");

    @Autowired
    private DealProcess process;

    @Autowired
    private Reworks reworks;

    @Autowired
    private Knowledge knowledge;

    @Test
    void aClientWhoAgreesEndsTheTalks() {
        assertThat(task(deal, TASK_TALK_TO_CLIENT).getAssignee()).isEqualTo(owner);
        submit("AGREED", Map.of());

        assertThat(ended(deal, END_AGREED)).isTrue();
        assertThat(handedToTheDeal(OUTCOME.name())).isEqualTo(OUTCOME_AGREED);
        assertThat(handedToTheDeal(PROPOSAL_ID.name())).isEqualTo(proposalId);
        assertThat(deal(deal).stage()).isEqualTo(Stage.PROPOSAL_SENT);
        assertThat(history(deal)).contains("Звонок: Говорили о цене");
    }

    @Test
    void theTaskShowsWhatWasSaidWrittenOfferedAndObjectedAndWhomToCall() {
        submit("CONTINUE", Map.of(), objection(contact.id(), "price", "Слишком дорого", true));

        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "touchFacts"))).contains("Говорили о цене");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "letterFacts"))).contains("Наше предложение");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "proposalFacts")))
                .contains("/1")
                .contains("Страхование имущества")
                .contains("Отправлено клиенту");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "objectionFacts")))
                .contains("Слишком дорого", "Показали расчёт", "снято", "Пётр Петров");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "callLinks")))
                .contains("/crm/deals/" + deal + "/call?contact=" + contact.id())
                .contains("Позвонить: Пётр Петров, +74951234567");
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "answerFacts"))).contains("Цена выше рынка");
    }

    @Test
    void whatWorkedOnAnotherDealOfTheClientIsShownToo() {
        submit("CONTINUE", Map.of(), objection(contact.id(), "claims", "Вы не платите", true));
        String other = transaction.execute(status ->
                deals.open(deal(deal).client(), null, Stage.PROPOSAL_SENT).number());
        begin(other, null);

        Task talk = task(other, TASK_TALK_TO_CLIENT);
        assertThat(String.valueOf(tasks.getVariable(talk.getId(), "objectionFacts")))
                .contains("Вы не платите", deal, "снято");
    }

    @Test
    void objectionsLiveOnTheContactAndTheDealAndMoveItsStage() {
        submit(
                "CONTINUE",
                Map.of(),
                objection(contact.id(), "price", "Дороже, чем у других", false),
                objection(TalkForm.NOBODY_ON_THE_CARD, "timing", "Не раньше весны", true));

        assertThat(deal(deal).stage()).isEqualTo(Stage.OBJECTIONS);
        assertThat(objections())
                .extracting(Objection::category, Objection::words, Objection::wonOver)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple("timing", "Не раньше весны", true),
                        org.assertj.core.groups.Tuple.tuple("price", "Дороже, чем у других", false));
        assertThat(objections().get(1).contact().id()).isEqualTo(contact.id());
        assertThat(objections().get(0).contact()).isNull();
        assertThat(history(deal)).anyMatch(line -> line.startsWith("Возражение «Цена выше рынка», Пётр Петров"));
        submit("AGREED", Map.of());
        assertThat(deal(deal).stage()).isEqualTo(Stage.OBJECTIONS);
    }

    @Test
    void theAnswerThatWonTheClientOverCountsForItsArticle() {
        long article = knowledge
                .create(new Knowledge.Draft("Ответ", "Текст", "", null, "price"), "head")
                .id();
        Map<String, Object> heard = objection(contact.id(), "price", "Дорого", true);
        heard.put("article", String.valueOf(article));
        // The task offers what was there when it began.
        beginAgain();
        submit("CONTINUE", Map.of(), heard);

        assertThat(knowledge.get(article).orElseThrow().helped()).isEqualTo(1);
        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "answerFacts"))).contains("1 из 1");
    }

    @Test
    void anObjectionWithoutItsPartsIsNamedByItsRowAndNothingIsKept() {
        assertThatThrownBy(() -> submit("CONTINUE", Map.of(), with("contact", contact.id(), "category", "price")))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("Строка 1: «Слова клиента» — обязательное поле")
                .hasMessageContaining("Строка 1: «Возражение снято?» — обязательное поле");
        Map<String, Object> unexplained = objection(contact.id(), "price", "Дорого", false);
        unexplained.put("wonOver", "yes");
        assertThatThrownBy(
                        () -> submit("AGREED", Map.of(), objection(contact.id(), "price", "Дорого", true), unexplained))
                .hasMessageContaining("Строка 2: запишите ответ, который снял возражение");
        assertThatThrownBy(() -> submit("CONTINUE", Map.of(), objection(contact.id(), "dragons", "Огонь", false)))
                .hasMessageContaining("выберите значение из списка");
        assertThat(objections()).isEmpty();
        assertThat(history(deal)).noneMatch(line -> line.contains("Говорили о цене"));
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
    }

    @Test
    void anOutcomeWithoutWhatItDemandsIsRefusedAndNothingIsKept() {
        Map<String, Object> heard = objection(contact.id(), "price", "Дорого", false);
        for (List<String> demanded : List.of(
                List.of("REWORK", "Кто доработает КП"),
                List.of("REWORK", "Что изменить"),
                List.of("THINK", "Когда спросить о решении"),
                List.of("PAUSE", "Пауза до"),
                List.of("PAUSE", "Почему пауза"),
                List.of("REFUSED", "Причина проигрыша"),
                List.of("REFUSED", "Подробности"),
                List.of("REFUSED", "Когда вернуться к клиенту"))) {
            assertThatThrownBy(() -> submit(demanded.get(0), Map.of(), heard))
                    .as(demanded.toString())
                    .isInstanceOf(FormFieldValidationException.class)
                    .hasMessageContaining("«" + demanded.get(1) + "» — обязательное поле");
        }
        assertThatThrownBy(() -> submit("CONTINUE", Map.of())).hasMessageContaining("Добавьте возражение");
        assertThatThrownBy(() -> submit("MAYBE", Map.of())).hasMessageContaining("выберите значение из списка");
        assertThatThrownBy(() -> complete(owner, deal, TASK_TALK_TO_CLIENT, with("talkOutcome", "AGREED")))
                .hasMessageContaining("«Что сказал клиент» — обязательное поле");
        assertThat(objections()).isEmpty();
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
    }

    @Test
    void theManagerReworksTheProposalIntoANewVersion() {
        submit(
                "REWORK",
                with("reworkBy", "MANAGER", "reworkRequest", "Уменьшить сумму"),
                objection(contact.id(), "price", "Дорого", false));
        assertThat(objections()).hasSize(1);
        assertThat(task(deal, TASK_REWORK_PROPOSAL).getAssignee()).isEqualTo(owner);
        assertThat(shown(TASK_REWORK_PROPOSAL, "reworkRequestShown")).isEqualTo("Уменьшить сумму");
        complete(owner, deal, TASK_REWORK_PROPOSAL, with("rework", "revise"));

        assertThat(ended(deal, END_REWORK)).isTrue();
        assertThat(handedToTheDeal(OUTCOME.name())).isEqualTo(OUTCOME_REWORK);
        Proposal next = proposals.get((Long) handedToTheDeal(PROPOSAL_ID.name()));
        assertThat(next.version()).isEqualTo(2);
        assertThat(next.state()).isEqualTo(Proposal.State.DRAFT);
        assertThat(reworks.behind(next.id()).orElseThrow().request()).isEqualTo("Уменьшить сумму");
    }

    @Test
    void theUnderwriterRevisesTheTermsAndSaysHow() {
        submit("REWORK", with("reworkBy", "UNDERWRITER", "reworkRequest", "Снизить тариф"));
        assertThatThrownBy(() ->
                        complete(owner, deal, TASK_REVISE_TERMS, with("rework", "revise", "reworkAnswer", "Снизил")))
                .hasMessageContaining("ждёт не вашей группы");
        assertThatThrownBy(() -> complete("underwriter", deal, TASK_REVISE_TERMS, with("rework", "revise")))
                .hasMessageContaining("«Ответ менеджеру» — обязательное поле");
        complete(
                "underwriter",
                deal,
                TASK_REVISE_TERMS,
                with("rework", "revise", "reworkAnswer", "Тариф 0,8 % при франшизе 100 000 ₽"));

        assertThat(ended(deal, END_REWORK)).isTrue();
        long next = (Long) handedToTheDeal(PROPOSAL_ID.name());
        assertThat(reworks.behind(next).orElseThrow().answer()).isEqualTo("Тариф 0,8 % при франшизе 100 000 ₽");
        assertThat(reworks.behind(next).orElseThrow().answeredBy()).isEqualTo("underwriter");
    }

    @Test
    void termsThatStayBringTheTalksBackWithTheReason() {
        submit("REWORK", with("reworkBy", "UNDERWRITER", "reworkRequest", "Снизить тариф"));
        complete("underwriter", deal, TASK_REVISE_TERMS, with("rework", "keep", "reworkAnswer", "Тариф минимальный"));

        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "reworkFacts")))
                .contains("Снизить тариф", "Тариф минимальный", "условия остаются");
        submit("REWORK", with("reworkBy", "MANAGER", "reworkRequest", "Убрать строку"));
        assertThatThrownBy(() -> complete(owner, deal, TASK_REWORK_PROPOSAL, with("rework", "keep")))
                .hasMessageContaining("почему условия нельзя изменить");
        complete(owner, deal, TASK_REWORK_PROPOSAL, with("rework", "keep", "reworkAnswer", "Клиент передумал"));
        submit("AGREED", Map.of());
        assertThat(handedToTheDeal(PROPOSAL_ID.name())).isEqualTo(proposalId);
    }

    @Test
    void thinkingItOverWaitsUntilTheMorningOfAWorkingDayAndStandsInTheCalendar() {
        submit("THINK", with("nextTouchOn", SATURDAY), objection(contact.id(), "timing", "Надо подумать", false));

        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isFalse();
        assertThat(objections()).hasSize(1);
        assertThat(planned()).singleElement().satisfies(touch -> {
            assertThat(touch.startsAt()).isEqualTo(MONDAY_MORNING);
            assertThat(touch.contactId()).isEqualTo(contact.id());
            assertThat(touch.owner()).isEqualTo(owner);
            assertThat(touch.note()).contains("28.11.2026 — нерабочий день");
        });
        assertThat(job(deal, EVENT_NEXT_TOUCH_DUE).getDuedate()).isEqualTo(MONDAY_MORNING);
        clock.move(Duration.between(clock.instant(), MONDAY_MORNING));
        runJob(deal, EVENT_NEXT_TOUCH_DUE);

        assertThat(String.valueOf(shown(TASK_TALK_TO_CLIENT, "waiting"))).contains("узнать решение");
        submit("AGREED", Map.of());
        assertThat(planned()).isEmpty();
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .hasSize(2)
                .anySatisfy(touch -> assertThat(touch.outcome()).isEqualTo("Говорили о цене")));
    }

    @Test
    void anotherKindOfTouchThanThePlannedOneTakesItsPlace() {
        submit("THINK", with("nextTouchOn", SATURDAY));
        clock.move(Duration.between(clock.instant(), MONDAY_MORNING));
        runJob(deal, EVENT_NEXT_TOUCH_DUE);
        submit("THINK", with("touchKind", "MEETING", "nextTouchOn", "2026-12-01"));

        assertThat(planned()).singleElement().satisfies(touch -> assertThat(touch.startsAt())
                .isEqualTo(Instant.parse("2026-12-01T06:00:00Z")));
        transaction.executeWithoutResult(status -> assertThat(deals.touchesOf(deal(deal)))
                .extracting(Activity::kind)
                .containsExactly(Activity.Kind.MEETING, Activity.Kind.CALL));
    }

    @Test
    void aPauseStopsTheDealAndTheTalksGoOnAfterIt() {
        // A deal whose frame runs: the pause is its business.
        deal = dealOf(webForm(freshInn()));
        owner = deal(deal).owner();
        talks = begin(deal, sentProposal(deal));
        submit("PAUSE", with("pausedUntil", "2027-02-01", "pauseReason", "Ждут бюджет"));
        assertThat(deal(deal).stage()).isNotEqualTo(Stage.PAUSED);
        runJob(deal, TASK_REQUEST_PAUSE);

        assertThat(deal(deal).stage()).isEqualTo(Stage.PAUSED);
        assertThat(deal(deal).pausedUntil()).isEqualTo(LocalDate.of(2027, 2, 1));
        assertThat(deal(deal).pauseReason()).isEqualTo("Ждут бюджет");
        assertThat(isOpen(deal, TASK_TALK_TO_CLIENT)).isTrue();
        runJob(deal, "Task_SuspendWork");
        process.resume(deal);
        assertThat(deal(deal).stage()).isNotEqualTo(Stage.PAUSED);
        submit("AGREED", Map.of());
        assertThat(handedToTheDeal(OUTCOME.name())).isEqualTo(OUTCOME_AGREED);
    }

    @Test
    void aRefusalHandsItsReasonToTheDeal() {
        Map<String, Object> loss = with(
                "lossReason", "competitor",
                "lossComment", "Выбрали другого",
                "recontactMonths", "6");
        assertThatThrownBy(() -> submit("REFUSED", loss))
                .hasMessageContaining("«Какой конкурент» — обязательное поле")
                .hasMessageContaining("«Что предложил конкурент» — обязательное поле");
        loss.putAll(with("lossCompetitor", "СК «Другая»", "lossCompetitorTerms", "Тариф 0,5 %"));
        submit("REFUSED", loss, objection(contact.id(), "competitor", "Нам дали дешевле", false));

        assertThat(ended(deal, END_REFUSED)).isTrue();
        assertThat(handedToTheDeal(OUTCOME.name())).isEqualTo(OUTCOME_LOST);
        assertThat(handedToTheDeal(LossFields.REASON.name())).isEqualTo("competitor");
        assertThat(handedToTheDeal(LossFields.COMPETITOR.name())).isEqualTo("СК «Другая»");
        assertThat(handedToTheDeal(LossFields.RECONTACT_MONTHS.name())).isEqualTo(6);
        assertThat(objections()).hasSize(1);
    }
}
