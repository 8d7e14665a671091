package io.polisflow.process.firstcontact;

import static io.polisflow.process.firstcontact.FirstContact.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.fixtures.AtOnce;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Step 1.6 and what follows: the planned touch falls due, and each of its outcomes goes where it should. */
class FirstContactStoryTest extends FirstContactSteps {

    @Test
    void anInterestedClientsNeedsAreARequestOfTheDeal() {
        due();
        touched(interested());

        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
        transaction.executeWithoutResult(status -> {
            InsuranceRequest request = requests.get((Long) outcome("requestId"));
            assertThat(request.channel()).isEqualTo(Channel.OUTREACH);
            assertThat(request.status()).isEqualTo(InsuranceRequest.Status.RECORDED);
            assertThat(request.deal().number()).isEqualTo(deal);
            assertThat(request.client().id()).isEqualTo(client.id());
            assertThat(request.contact().id()).isEqualTo(anna.id());
            assertThat(request.productCode()).isEqualTo("property");
            assertThat(request.object()).isEqualTo("Склад в Химках");
            assertThat(request.sumInsured()).isEqualTo(new BigDecimal("25000000.00"));
            assertThat(request.startsOn()).isEqualTo(LocalDate.of(2027, 1, 15));
            assertThat(deals.touchesOf(deal(deal))).singleElement().satisfies(touch -> {
                assertThat(touch.outcome()).isEqualTo("Хотят застраховать склад");
                assertThat(touch.heldBy()).isEqualTo("manager");
            });
        });
        assertThat(calendarOfDeal()).isEmpty();
        assertThat(ended(deal, END_NEEDS_CAPTURED)).isTrue();
    }

    @Test
    void anOutcomeWithoutItsMandatoryFieldsChangesNothing() {
        due();
        for (String missing : List.of("touchNote", "product", "object", "risks", "sumInsured", "startsOn")) {
            assertThatThrownBy(() -> touched(interested(missing, null)))
                    .as(missing)
                    .hasMessageContaining("обязательное поле");
        }
        assertThatThrownBy(() -> touched(interested("startsOn", "2032-01-01")))
                .hasMessageContaining("не позже чем через три года");
        assertThatThrownBy(() -> touched(interested("touchResult", "later"))).hasMessageContaining("из списка");
        assertThatThrownBy(() -> touched(Map.of())).hasMessageContaining("обязательное поле");
        assertThatThrownBy(() -> touched(with("touchResult", "again", "touchNote", "Позже")))
                .hasMessageContaining("обязательное поле");
        assertThatThrownBy(() -> touched(with("touchResult", "not-interested", "touchNote", "Нет")))
                .hasMessageContaining("Причина проигрыша");
        assertThatThrownBy(() -> touched(with(
                        "touchResult",
                        "wrong-contact",
                        "touchNote",
                        "Не он",
                        "touchKind",
                        "CALL",
                        "touchAt",
                        "2026-11-26T12:00+03:00")))
                .hasMessageContaining("С кем говорить теперь");
        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
        assertThat(calendarOfDeal()).hasSize(1);
        assertThat(requests.of(deal(deal))).isEmpty();
    }

    @Test
    void aClientWhoAsksToBeCalledAgainIsWaitedFor() {
        due();
        assertThatThrownBy(() -> touched(again("2026-11-26T20:00+03:00"))).hasMessageContaining("в рабочее время");
        touched(again("2026-11-26T12:00+03:00"));

        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isFalse();
        assertThat(dueAt()).isEqualTo("2026-11-26T12:00");
        assertThat(calendarOfDeal()).singleElement().satisfies(touch -> assertThat(touch.note())
                .isEqualTo("Вернуться к разговору"));
        clock.move(Duration.ofDays(1));
        runJob(deal, EVENT_TOUCH_DUE);
        touched(interested());
        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
    }

    @Test
    void aWrongContactIsMarkedAndAnotherTaken() {
        due();
        touched(with(
                "touchResult", "wrong-contact",
                "touchNote", "Анна страхованием не занимается",
                "wrongContact", anna.id().toString(),
                "replacement", oleg.id().toString(),
                "touchKind", "CALL",
                "touchAt", "2026-11-26T12:00+03:00"));

        transaction.executeWithoutResult(status -> {
            assertThat(deal(deal).contact().id()).isEqualTo(oleg.id());
            assertThat(clients.contactsOf(client.id()))
                    .extracting(Contact::wrongNote)
                    .containsExactly("Анна страхованием не занимается", null);
        });
        assertThat(calendarOfDeal()).singleElement().satisfies(touch -> assertThat(touch.contactId())
                .isEqualTo(oleg.id()));
        assertThat(dueAt()).isEqualTo("2026-11-26T12:00");
    }

    @Test
    void aWrongContactMayBeReplacedByANewPerson() {
        due();
        Map<String, Object> values = with(
                "touchResult", "wrong-contact",
                "touchNote", "Перешла в другую компанию",
                "wrongContact", anna.id().toString(),
                "replacement", "new",
                "contactName", "Ирина Белова",
                "contactRole", "decision-maker",
                "contactPhone", "8 495 765-43-21",
                "touchKind", "CALL",
                "touchAt", "2026-11-26T12:00+03:00");
        Map<String, Object> same = with("replacement", anna.id().toString());
        assertThatThrownBy(() -> {
                    Map<String, Object> wrong = with();
                    wrong.putAll(values);
                    wrong.putAll(same);
                    touched(wrong);
                })
                .hasMessageContaining("Это тот же человек");
        touched(values);

        assertThat(clients.contactsOf(client.id()))
                .filteredOn(contact -> "Ирина Белова".equals(contact.name()))
                .singleElement()
                .satisfies(irina -> {
                    assertThat(irina.phone()).isEqualTo("+74957654321");
                    assertThat(irina.role()).isEqualTo("decision-maker");
                    assertThat(calendarOfDeal().get(0).contactId()).isEqualTo(irina.id());
                });
    }

    @Test
    void aContactDeletedWhileTheTaskShowsItIsNotTakenAndNothingIsLost() {
        due();
        contacts.remove(client.id(), oleg.id());
        Map<String, Object> values = with(
                "touchResult", "wrong-contact",
                "touchNote", "Не он",
                "wrongContact", anna.id().toString(),
                "replacement", oleg.id().toString(),
                "touchKind", "CALL",
                "touchAt", "2026-11-26T12:00+03:00");

        assertThatThrownBy(() -> touched(values)).hasMessageContaining("«Олег» тем временем удалён");
        assertThat(isOpen(deal, TASK_FIRST_TOUCH)).isTrue();
        assertThat(calendarOfDeal()).hasSize(1);
        assertThat(clients.contactsOf(client.id()))
                .extracting(Contact::wrongNote)
                .containsOnlyNulls();
        touched(interested());
        assertThat(outcome("touchOutcome")).isEqualTo(INTERESTED);
    }

    @Test
    void theDeletedContactOfTheTouchItselfDoesNotHinderTheOutcome() {
        due();
        contacts.remove(client.id(), anna.id());
        Map<String, Object> later = again("2026-11-26T12:00+03:00");
        later.put("touchContact", anna.id().toString());

        assertThatThrownBy(() -> touched(later)).hasMessageContaining("«Анна» тем временем удалён");
        later.put("touchContact", oleg.id().toString());
        touched(later);
        assertThat(calendarOfDeal().get(0).contactId()).isEqualTo(oleg.id());
    }

    @Test
    void aClientWhoIsNotInterestedHandsTheLossUpward() {
        due();
        touched(with(
                "touchResult", "not-interested",
                "touchNote", "Страхуются у других",
                "lossReason", "competitor",
                "lossComment", "Договор до лета",
                "lossCompetitor", "ООО «Другая»",
                "lossCompetitorTerms", "0,1 %",
                "recontactMonths", "6"));

        assertThat(outcome("touchOutcome")).isEqualTo(LOST);
        assertThat(outcome("lossReason")).isEqualTo("competitor");
        assertThat(outcome("lossCompetitorTerms")).isEqualTo("0,1 %");
        assertThat(String.valueOf(outcome("recontactMonths"))).isEqualTo("6");
        assertThat(ended(deal, END_NOT_INTERESTED)).isTrue();
    }

    @Test
    void twoWhoCompleteTheTaskAtOneMomentMakeOneRequest() throws Exception {
        String task = due().getId();
        List<Boolean> done = AtOnce.all(() -> submit(task), () -> submit(task));

        assertThat(done).containsExactlyInAnyOrder(true, false);
        assertThat(requests.of(deal(deal))).hasSize(1);
        transaction.executeWithoutResult(
                status -> assertThat(deals.touchesOf(deal(deal))).hasSize(1));
    }

    private boolean submit(String task) {
        try {
            as("manager", () -> forms.submitTaskForm(task, interested()));
            return true;
        } catch (RuntimeException second) {
            return false;
        }
    }

    @Test
    void aColleagueCannotCompleteTheTaskPastItsOwner() {
        due();

        assertThatThrownBy(() -> complete("manager2", deal, TASK_FIRST_TOUCH, interested()))
                .hasMessageContaining("Эту задачу ведёт другой сотрудник");
        assertThat(requests.of(deal(deal))).isEmpty();
    }
}
