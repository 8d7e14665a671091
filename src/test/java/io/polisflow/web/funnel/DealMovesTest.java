package io.polisflow.web.funnel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.deal.DealMove;
import io.polisflow.crm.deal.DealProcess;
import io.polisflow.crm.deal.Decision;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.Stage;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Where a deal may be moved, by whom, and why nowhere else; both databases must say the same. */
class DealMovesTest extends FunnelCase {

    @Autowired
    private DealProcess process;

    @Test
    void whereADealMayBeMovedIsWhatTheServicesAllow() {
        String number = runningDeal();
        assertThat(card(board("text", number), number).moves()).isEqualTo("lost paused");
        assertThat(refusal(number, Stage.NEEDS_ANALYSIS)).isEqualTo("Сделка уже на этом этапе");
        assertThat(refusal(number, Stage.FIRST_CONTACT)).startsWith("Назад");
        assertThat(refusal(number, Stage.PROPOSAL_SENT)).contains("Собрать КП");
        assertThat(refusal(number, Stage.WON)).contains("подпишут договор");
        assertThat(refusal(number, Stage.CONTRACT)).isEqualTo(Decision.AGREE.notAwaited());
        assertThatThrownBy(() -> process.agree(number)).hasMessageContaining(Decision.AGREE.notAwaited());
        assertThatThrownBy(() -> process.resume(number)).hasMessageContaining("не на паузе");

        process.pause(number, LocalDate.now(clock).plusDays(10), null);
        // The pause takes hold a moment later: till then the model does not hear that it is to end.
        DealRow settling = card(board("text", number), number);
        assertThat(settling.settling()).isTrue();
        assertThat(settling.moves()).isEqualTo("lost");
        assertThat(refusal(number, Stage.NEEDS_ANALYSIS)).isEqualTo(Decision.RESUME.notAwaited());
        assertThatThrownBy(() -> process.resume(number)).hasMessageContaining(Decision.RESUME.notAwaited());
        clock.move(Duration.ofMinutes(3));
        assertThat(card(board("text", number), number).settling()).isFalse();

        runJob(number, "Task_SuspendWork");
        assertThat(card(board("text", number), number).moves()).isEqualTo("needs-analysis lost");
        assertThat(refusal(number, Stage.OBJECTIONS)).contains("только на этап «Анализ потребностей»");
        assertThat(refusal(number, Stage.PAUSED)).isEqualTo("Сделка уже на этом этапе");
        process.resume(number);
        assertThat(card(board("text", number), number).moves()).isEqualTo("lost paused");

        process.lose(number, new Loss("price", "Дорого", null, null, 3));
        assertThat(moves.of(number)).noneMatch(DealMove::isAllowed);
        assertThat(refusal(number, Stage.PAUSED)).contains("уже закрыта");
    }

    @Test
    void theClientsConsentLeadsToTheContractWhileTheTalksGoOnAndNotDuringAPause() {
        String number = deal(Stage.PROPOSAL_SENT, "100.00");
        runtime.createProcessInstanceByKey("deal")
                .businessKey(number)
                .setVariables(variables("dealNumber", number, "dealOwner", owner, "client", client.name()))
                .startBeforeActivity("Call_Negotiation")
                .execute();
        assertThat(card(board(), number).moves()).isEqualTo("contract lost paused");
        assertThat(refusal(number, Stage.CONTRACT)).isNull();

        process.pause(number, LocalDate.now(clock).plusDays(10), null);
        runJob(number, "Task_SuspendWork");
        assertThat(card(board(), number).moves()).isEqualTo("proposal-sent lost");
        assertThat(process.awaited(List.of(number)).get(number)).doesNotContain(Decision.AGREE);
        assertThatThrownBy(() -> process.agree(number)).hasMessageContaining("не на паузе");
    }

    @Test
    void nobodyMovesADealOfSomebodyElse() {
        String number = runningDeal();
        signOn(owner, "sales");
        assertThat(numbers(board("text", number))).isEmpty();
        assertThatThrownBy(() -> moves.of(number)).hasMessageContaining("Такой сделки нет");
        signOn("head", "heads");
        assertThat(card(board("text", number), number).moves()).isEqualTo("lost paused");
    }
}
