package io.polisflow.process.requestintake;

import static io.polisflow.process.requestintake.RequestIntake.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.RegistryStatus;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.document.StoredFile;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.request.Channel;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.RequestInbox.IncomingFile;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.RawMessage;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;

/** Steps 2.1 to 2.6: every way of a request through {@code request-intake}. */
class RequestIntakeTest extends ProcessTest {

    @Test
    void aGoodRequestHasClientDealAndTaskAtOnce() {
        String inn = freshInn();
        Receipt receipt = inbox.receive(webForm(inn));

        assertThat(receipt.problems()).isEmpty();
        assertThat(receipt.requestNumber()).matches("R-2026-\\d{6}");
        String dealNumber = dealOf(receipt);
        assertThat(dealNumber).matches("D-2026-\\d{6}");
        Deal deal = deal(dealNumber);
        assertThat(deal.client().inn()).isEqualTo(inn);
        assertThat(deal.stage()).isEqualTo(Stage.NEEDS_ANALYSIS);
        assertThat(deal.owner()).isIn("manager", "manager2");
        Task task = task(dealNumber, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL);
        assertThat(task.getName()).isEqualTo("Собрать КП");
        assertThat(task.getAssignee()).isEqualTo(deal.owner());
        // Eight working hours from Tuesday 10:00, the day being nine hours long.
        assertThat(LocalDateTime.ofInstant(task.getDueDate().toInstant(), clock.getZone()))
                .isEqualTo("2026-11-24T18:00");
        assertThat(history(dealNumber))
                .anyMatch(line -> line.startsWith("Заявка " + receipt.requestNumber() + " принята"));
    }

    @Test
    void theConfirmationLeavesFromItsTemplateWithTheRequestsNumber() {
        IncomingRequest form = webForm(freshInn());
        Receipt receipt = inbox.receive(form);
        String dealNumber = dealOf(receipt);

        assertThat(mail.sent()).isEmpty();
        runJob(dealNumber, TASK_SEND_CONFIRMATION);

        assertThat(mail.sent()).singleElement().satisfies(letter -> {
            assertThat(letter.to()).containsExactly(form.email());
            assertThat(letter.subject() + letter.text()).contains(receipt.requestNumber());
            assertThat(letter.html()).contains(receipt.requestNumber());
        });
        assertThat(ended(dealNumber, END_CONFIRMATION_SENT)).isTrue();
    }

    @Test
    void aMailServerThatIsDownBlocksNobodyAndIsAskedAgain() {
        String dealNumber = dealOf(webForm(freshInn()));
        mail.down();

        int before = job(dealNumber, TASK_SEND_CONFIRMATION).getRetries();
        for (int attempt = 0; attempt < 7; attempt++) {
            assertThatThrownBy(() -> runJob(dealNumber, TASK_SEND_CONFIRMATION)).hasMessageContaining("mail");
        }

        assertThat(before).isPositive();
        assertThat(job(dealNumber, TASK_SEND_CONFIRMATION).getRetries()).isZero();
        assertThat(runtime.createIncidentQuery()
                        .activityId(TASK_SEND_CONFIRMATION)
                        .list())
                .anyMatch(incident -> incident.getProcessInstanceId()
                        .equals(instance(KEY, dealNumber).getId()));
        assertThat(isOpen(dealNumber, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL))
                .isTrue();
        mail.up();
        management.setJobRetries(job(dealNumber, TASK_SEND_CONFIRMATION).getId(), 1);
        runJob(dealNumber, TASK_SEND_CONFIRMATION);
        assertThat(mail.sent()).hasSize(1);
    }

    @Test
    void aClientWithoutAnAddressGetsNoLetter() {
        String dealNumber = dealOf(with(with(webForm(freshInn()), "email", null), "phone", "8 (495) 123-45-67"));

        assertThat(ended(dealNumber, END_NO_ADDRESS)).isTrue();
    }

    @Test
    void aRepeatedSubmissionMakesOneRequest() {
        IncomingRequest form = webForm(freshInn());
        Receipt first = inbox.receive(form);
        Receipt second = inbox.receive(form);

        assertThat(second.repeated()).isTrue();
        assertThat(second.requestNumber()).isEqualTo(first.requestNumber());
        assertThat(second.problems()).isEmpty();
        Deal deal = deal(dealOf(first));
        assertThat(requests.of(deal)).hasSize(1);
    }

    @Test
    void theSameCompanyAskingTwiceIsOneClientWithTwoDeals() {
        String inn = freshInn();
        Deal first = deal(dealOf(webForm(inn)));
        Deal second = deal(dealOf(webForm(inn)));

        assertThat(second.number()).isNotEqualTo(first.number());
        assertThat(second.client().id()).isEqualTo(first.client().id());
        assertThat(second.owner()).isEqualTo(first.owner());
    }

    @Test
    void newClientsGoToTheManagerWithTheFewestOpenDeals() {
        String first = deal(dealOf(webForm(freshInn()))).owner();
        String second = deal(dealOf(webForm(freshInn()))).owner();
        String third = deal(dealOf(webForm(freshInn()))).owner();

        assertThat(List.of(first, second, third)).contains("manager", "manager2");
    }

    @Test
    void aKnownAddressFindsTheClientWithoutInn() {
        IncomingRequest form = webForm(freshInn());
        Deal known = deal(dealOf(form));
        IncomingRequest again = with(with(webForm(null), "email", form.email()), "companyName", null);
        again = with(again, "companyName", form.companyName());

        assertThat(deal(dealOf(again)).client().id()).isEqualTo(known.client().id());
    }

    @Test
    void aNameAloneThatNobodyHasMakesACardWithoutInn() {
        String dealNumber = dealOf(webForm(null));

        assertThat(deal(dealNumber).client().inn()).isNull();
        assertThat(ended(dealNumber, END_INN_UNKNOWN)).isTrue();
    }

    @Test
    void aDoubtfulClientIsShownWithItsCandidatesAndChosen() {
        IncomingRequest form = webForm(freshInn());
        Client known = deal(dealOf(form)).client();
        Receipt receipt = inbox.receive(with(webForm(null), "email", form.email()));
        String key = receipt.requestNumber();

        Task task = task(key, TASK_IDENTIFY_CLIENT);
        assertThat(String.valueOf(tasks.getVariable(task.getId(), "candidates")))
                .contains(known.name().replace("\"", "\\\""));
        complete(
                "manager",
                key,
                TASK_IDENTIFY_CLIENT,
                with("clientChoice", known.id().toString()));

        assertThat(deal(dealOf(receipt)).client().id()).isEqualTo(known.id());
    }

    @Test
    void aDoubtfulClientMayTurnOutToBeNew() {
        IncomingRequest form = webForm(freshInn());
        dealOf(form);
        Receipt receipt = inbox.receive(with(webForm(null), "email", form.email()));
        String key = receipt.requestNumber();
        String inn = freshInn();

        assertThatThrownBy(() -> complete(
                        "manager", key, TASK_IDENTIFY_CLIENT, with("clientChoice", "new", "newCompanyName", "")))
                .hasMessageContaining("Название компании");
        complete(
                "manager",
                key,
                TASK_IDENTIFY_CLIENT,
                with("clientChoice", "new", "newInn", inn, "newCompanyName", "ООО «Василёк»"));

        assertThat(deal(dealOf(receipt)).client().inn()).isEqualTo(inn);
    }

    @Test
    void theRegistryFillsInTheRequisites() {
        String inn = freshInn();
        String dealNumber = dealOf(webForm(inn));
        assertThat(deal(dealNumber).client().requisitesState()).isEqualTo(Client.RequisitesState.UNCHECKED);

        runJob(dealNumber, TASK_CHECK_REGISTRY);

        Client client = deal(dealNumber).client();
        assertThat(client.requisitesState()).isEqualTo(Client.RequisitesState.CONFIRMED);
        assertThat(client.ogrn()).isEqualTo("1027700132195");
        assertThat(client.requisitesSource()).isEqualTo("Контур.Фокус");
        assertThat(ended(dealNumber, END_CLIENT_CHECKED)).isTrue();
    }

    @Test
    void aRegistryThatIsDownDelaysNothing() {
        String dealNumber = dealOf(webForm(freshInn()));
        registry.down();

        assertThatThrownBy(() -> runJob(dealNumber, TASK_CHECK_REGISTRY)).hasMessageContaining("registry");

        assertThat(job(dealNumber, TASK_CHECK_REGISTRY).getRetries()).isPositive();
        assertThat(isOpen(dealNumber, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL))
                .isTrue();
        assertThat(deal(dealNumber).client().requisitesState().label()).isEqualTo("реквизиты не проверены");
    }

    @Test
    void aCompanyInLiquidationIsLookedAtByAPerson() {
        registry.says(RegistryStatus.DISSOLVING);
        String dealNumber = dealOf(webForm(freshInn()));
        runJob(dealNumber, TASK_CHECK_REGISTRY);

        Task task = task(dealNumber, TASK_CHECK_RELIABILITY);
        assertThat(task.getName()).isEqualTo("Проверить благонадёжность");
        assertThatThrownBy(() -> complete(
                        deal(dealNumber).owner(),
                        dealNumber,
                        TASK_CHECK_RELIABILITY,
                        with("reliability", "not-trusted")))
                .hasMessageContaining("Почему работа не рекомендована");
        complete(
                deal(dealNumber).owner(),
                dealNumber,
                TASK_CHECK_RELIABILITY,
                with("reliability", "not-trusted", "comment", "Ликвидация объявлена"));

        assertThat(deal(dealNumber).client().reliability()).isEqualTo(Client.Reliability.NOT_TRUSTED);
        assertThat(ended(dealNumber, END_RELIABILITY_DECIDED)).isTrue();
    }

    @Test
    void aTaxpayerTheRegistryDoesNotKnowIsLookedAtByAPerson() {
        registry.knowsNobody();
        String dealNumber = dealOf(webForm(freshInn()));
        runJob(dealNumber, TASK_CHECK_REGISTRY);

        assertThat(deal(dealNumber).client().requisitesState()).isEqualTo(Client.RequisitesState.NOT_FOUND);
        complete(deal(dealNumber).owner(), dealNumber, TASK_CHECK_RELIABILITY, with("reliability", "trusted"));
        assertThat(deal(dealNumber).client().reliability()).isEqualTo(Client.Reliability.TRUSTED);
    }

    @Test
    void aCallIsWrittenDownOnTheStartForm() {
        String inn = freshInn();
        Map<String, Object> call = with(
                "inn",
                inn,
                "contactName",
                "Анна",
                "phone",
                "+7 495 765-43-21",
                "object",
                "Офис на Тверской",
                "sumInsured",
                "3000000",
                "consent",
                true);
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(KEY)
                .latestVersion()
                .singleResult()
                .getId();
        String[] instance = new String[1];
        as(
                "manager",
                () -> instance[0] = forms.submitStartForm(definition, call).getId());

        String dealNumber = engine.getHistoryService()
                .createHistoricProcessInstanceQuery()
                .processInstanceId(instance[0])
                .singleResult()
                .getBusinessKey();
        assertThat(deal(dealNumber).client().inn()).isEqualTo(inn);
        assertThat(isOpen(dealNumber, ProposalPreparation.TASK_ASSEMBLE_PROPOSAL))
                .isTrue();
    }

    @Test
    void aCallWithAWrongInnIsRefusedAndStartsNothing() {
        Map<String, Object> call =
                with("inn", "7707083890", "phone", "+7 495 765-43-21", "object", "Офис", "consent", true);
        String definition = engine.getRepositoryService()
                .createProcessDefinitionQuery()
                .processDefinitionKey(KEY)
                .latestVersion()
                .singleResult()
                .getId();
        long before = runtime.createProcessInstanceQuery().count();

        as("manager", () -> assertThatThrownBy(() -> forms.submitStartForm(definition, call))
                .hasMessageContaining("контрольной суммой"));
        assertThat(runtime.createProcessInstanceQuery().count()).isEqualTo(before);
    }

    static IncomingRequest email(String messageId, String from, List<String> replyTo) {
        return new IncomingRequest(
                Channel.EMAIL,
                messageId,
                null,
                null,
                "Пётр Петров",
                null,
                from,
                null,
                null,
                null,
                null,
                null,
                "Нужна страховка склада",
                "Добрый день! Сумма <10 млн рублей>, начало в январе.",
                null,
                List.of(),
                new RawMessage("message.eml", "message/rfc822", "Subject: x".getBytes(StandardCharsets.UTF_8)),
                List.of(new IncomingFile("план.pdf", "application/pdf", new byte[] {1, 2, 3})),
                replyTo,
                null);
    }

    @Test
    void aLetterFromAKnownContactIsARequestOfThatClient() {
        IncomingRequest form = webForm(freshInn());
        Client known = deal(dealOf(form)).client();
        IncomingRequest letter = email("<" + UUID.randomUUID() + "@client>", form.email(), List.of());
        Receipt receipt = inbox.receive(letter);

        assertThat(receipt.problems()).isEmpty();
        assertThat(deal(dealOf(receipt)).client().id()).isEqualTo(known.id());
        transaction.executeWithoutResult(status -> {
            InsuranceRequest request = requestOf(receipt);
            assertThat(request.files()).extracting(StoredFile::name).containsExactly("план.pdf");
            assertThat(request.raw().name()).isEqualTo("message.eml");
        });
        assertThat(inbox.receive(letter).repeated()).isTrue();
        assertThat(requests.of(deal(dealOf(receipt)))).hasSize(1);
    }

    @Test
    void aLetterFromAStrangerAsksAPersonWhoItIs() {
        String stranger = "stranger" + UUID.randomUUID() + "@unknown.example";
        Receipt receipt = inbox.receive(email("<" + UUID.randomUUID() + "@client>", stranger, List.of()));

        assertThat(isOpen(receipt.requestNumber(), TASK_IDENTIFY_CLIENT)).isTrue();
    }

    @Test
    void aReplyToOurLetterJoinsItsDealAndIsNoNewRequest() {
        IncomingRequest form = webForm(freshInn());
        String dealNumber = dealOf(form);
        runJob(dealNumber, TASK_SEND_CONFIRMATION);
        String ours = mail.sent().get(0).messageId();
        IncomingRequest reply = email("<" + UUID.randomUUID() + "@client>", form.email(), List.of(ours));
        inbox.receive(reply);
        inbox.receive(reply);

        transaction.executeWithoutResult(status -> {
            assertThat(requests.of(deal(dealNumber))).hasSize(1);
            assertThat(letters.of(deal(dealNumber)))
                    .filteredOn(letter -> letter.direction() == Letter.Direction.IN)
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.subject()).isEqualTo("Нужна страховка склада"));
        });
    }
}
