package io.polisflow.process.clientacquisition;

import static io.polisflow.process.clientacquisition.ClientAcquisition.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.client.FieldOrigin;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.fixtures.StrangersLetter;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Step 1.3: the registry fills in the card, and what a person typed is theirs to keep or give up. */
class ClientCardTest extends AcquisitionSteps {

    @Test
    void whatAPersonTypedStaysAndTheDifferenceIsTheirs() {
        String lead = start("manager", newClient(freshInn()));
        registry.saysAddress("Адрес из реестра");
        runJob(lead, TASK_FETCH_REQUISITES);
        clock.move(Duration.ofMinutes(5));
        complete(
                "manager",
                lead,
                TASK_CHECK_CARD,
                with("cardDecision", "recheck", "address", "Адрес со слов клиента", "headName", "Новый Директор"));

        assertThat(origin(lead, CardField.ADDRESS).source()).startsWith("ввёл ");
        assertThat(origin(lead, CardField.ADDRESS).enteredBy()).isEqualTo("manager");
        assertThat(origin(lead, CardField.NAME).source()).isEqualTo("Контур.Фокус");
        registry.saysAddress("Новый адрес из реестра");
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(clientOf(lead).address()).isEqualTo("Адрес со слов клиента");
        assertThat(shown(lead, TASK_CHECK_CARD, "hasDifferences")).isEqualTo(true);
        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "differences")))
                .contains("Адрес", "Адрес со слов клиента", "Новый адрес из реестра")
                .as("the head was typed over this very answer already")
                .doesNotContain("Новый Директор");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan()))
                .hasMessageContaining("Что оставить");
        planTouch(
                "manager",
                lead,
                "differences",
                List.of(Map.of(
                        "field", "Адрес", "own", "Адрес со слов клиента", "told", "подделка", "choice", "take")));

        assertThat(clientOf(lead).address()).isEqualTo("Новый адрес из реестра");
        assertThat(origin(lead, CardField.ADDRESS).source()).isEqualTo("Контур.Фокус");
        assertThat(clientOf(lead).headName()).isEqualTo("Новый Директор");
        assertThat(history(transaction.execute(status -> lead(lead).deal().number())))
                .anyMatch(line -> line.contains("Руководитель: «Иванов Иван Иванович» → «Новый Директор»"));
    }

    @Test
    void aValueThatIsKeptIsNotAskedAboutAgainUntilTheRegistryChanges() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "recheck", "address", "Мой адрес"));
        registry.saysAddress("Адрес два");
        runJob(lead, TASK_FETCH_REQUISITES);
        complete(
                "manager",
                lead,
                TASK_CHECK_CARD,
                with(
                        "cardDecision",
                        "recheck",
                        "differences",
                        List.of(Map.of("field", "Адрес", "own", "x", "told", "x", "choice", "keep"))));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(clientOf(lead).address()).isEqualTo("Мой адрес");
        assertThat(shown(lead, TASK_CHECK_CARD, "hasDifferences")).isEqualTo(false);
        assertThat(origin(lead, CardField.ADDRESS).otherValue()).isEqualTo("Адрес два");
    }

    @Test
    void aFieldThatSomebodyChangedMeanwhileIsNotReset() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        clock.move(Duration.ofMinutes(1));
        cards.save(
                clientOf(lead).id(),
                Map.of(CardField.ADDRESS, "Адрес от коллеги"),
                Map.of(),
                new FieldOrigin.Editor("manager2", "Коллега"),
                clock.instant());
        clock.move(Duration.ofMinutes(1));
        String number = planTouch("manager", lead, "headName", "Другой Директор");

        assertThat(clientOf(lead).address()).isEqualTo("Адрес от коллеги");
        assertThat(clientOf(lead).headName()).isEqualTo("Другой Директор");
        assertThat(history(number)).anyMatch(line -> line.contains("Адрес от коллеги") && line.contains("Мясницкая"));
    }

    @Test
    void aCardWithAWrongValueIsNotRecorded() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("ogrn", "1027700132196")))
                .hasMessageContaining("ОГРН");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("okved", "04.10")))
                .hasMessageContaining("ОКВЭД");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("name", "")))
                .hasMessageContaining("Название");
        assertThat(isOpen(lead, TASK_CHECK_CARD)).isTrue();
    }

    @Test
    void aTouchOutOfWorkingHoursOrWithoutItsTimeIsNotPlanned() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("touchAt", "2026-11-28T12:00+03:00")))
                .hasMessageContaining("в рабочее время");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, plan("touchAt", "2026-11-24T09:30+03:00")))
                .hasMessageContaining("уже прошло");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "plan")))
                .hasMessageContaining("обязательное поле");
        assertThat(deals.of(clientOf(lead))).isEmpty();
        assertThat(deal(planTouch("manager", lead, "touchAt", "2026-11-25T11:00+05:00")))
                .satisfies(deal -> transaction.executeWithoutResult(status -> assertThat(
                                deals.plannedTouchesOf(deal(deal.number())))
                        .singleElement()
                        .satisfies(touch -> assertThat(
                                        touch.startsAt().atZone(clock.getZone()).toLocalDateTime())
                                .as("11:00 in Yekaterinburg")
                                .isEqualTo("2026-11-25T09:00"))));
    }

    @Test
    void aContactTakenOffTheCardMeanwhileCannotBeTouched() {
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);
        Contact gone = clients.contactsOf(clientOf(lead).id()).get(0);
        Contact stays = clients.contactsOf(clientOf(lead).id()).get(1);
        contacts.remove(clientOf(lead).id(), gone.id());

        assertThatThrownBy(() -> complete(
                        "manager",
                        lead,
                        TASK_CHECK_CARD,
                        plan("touchContact", gone.id().toString())))
                .hasMessageContaining("тем временем удалён");
        assertThat(deal(planTouch("manager", lead, "touchContact", stays.id().toString()))
                        .contact()
                        .id())
                .isEqualTo(stays.id());
    }

    @Test
    void aRegistryThatIsDownHoldsNobodyUpForLong() {
        String lead = start("manager", newClient(freshInn()));
        registry.down();
        assertThatThrownBy(() -> runJob(lead, TASK_FETCH_REQUISITES)).hasMessageContaining("registry");
        clock.move(Duration.ofMinutes(10));
        runJob(lead, EVENT_REGISTRY_SILENT);

        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "registryText"))).contains("Реестр не ответил");
        registry.up();
        complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "recheck", "name", "ООО «Как назвал клиент»"));
        runJob(lead, TASK_FETCH_REQUISITES);
        assertThat(clientOf(lead).name()).isEqualTo("ООО «Как назвал клиент»");
        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "differences"))).contains("ООО «Реестр ");
    }

    @Test
    void aClientInDoubtMayBeDropped() {
        String lead = start("manager", newClient(freshInn()));
        registry.says(RegistryStatus.DISSOLVING);
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "doubtText"))).contains("в стадии ликвидации");
        assertThatThrownBy(() -> complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "drop")))
                .hasMessageContaining("Почему не работаем");
        complete("manager", lead, TASK_CHECK_CARD, with("cardDecision", "drop", "dropReason", "Ликвидируется"));

        assertThat(ended(lead, END_CLIENT_DROPPED)).isTrue();
        assertThat(clientOf(lead).reliability()).isEqualTo(Client.Reliability.NOT_TRUSTED);
        String again = start("manager", newClient(clientOf(lead).inn()));
        complete("manager", again, TASK_RESOLVE_KNOWN_CLIENT, with("resolution", "go-on", "dealChoice", "new"));
        runJob(again, TASK_FETCH_REQUISITES);
        assertThatThrownBy(() -> planTouch("manager", again)).hasMessageContaining("не рекомендована");
    }

    @Test
    void aTaxpayerTheRegistryDoesNotKnowIsFilledInByHand() {
        registry.knowsNobody();
        String lead = start("manager", newClient(freshInn()));
        runJob(lead, TASK_FETCH_REQUISITES);

        assertThat(String.valueOf(shown(lead, TASK_CHECK_CARD, "registryText"))).contains("не знает такого ИНН");
        planTouch("manager", lead, "name", "КФХ «Рассвет»", "okved", "01.11", "companySize", "MICRO");
        assertThat(clientOf(lead).name()).isEqualTo("КФХ «Рассвет»");
        assertThat(clientOf(lead).industry()).contains(Industry.A);
    }

    @Test
    void aNameThatAManagerTypedInARequestStaysToo() {
        Receipt receipt = inbox.receive(StrangersLetter.create());
        String inn = freshInn();
        complete(
                "manager",
                receipt.requestNumber(),
                "Task_IdentifyClient",
                with("clientChoice", "new", "newInn", inn, "newCompanyName", "Завод Заря"));
        String number = dealOf(receipt);
        runJob(number, "Task_CheckRegistry");

        assertThat(deal(number).client().name()).isEqualTo("Завод Заря");
        List<ClientCards.Line> differences = transaction.execute(
                status -> cards.differences(deal(number).client().id()));
        assertThat(differences).singleElement().satisfies(line -> {
            assertThat(line.field()).isEqualTo(CardField.NAME);
            assertThat(line.otherValue()).isEqualTo("ООО «Реестр " + inn + "»");
        });
    }
}
