package io.polisflow.process.requestintake;

import static io.polisflow.process.requestintake.RequestIntake.*;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import io.polisflow.crm.request.RequestInbox.Receipt;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.proposalpreparation.ProposalPreparation;
import java.util.UUID;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidationException;
import org.camunda.bpm.engine.task.Task;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Step 2.6's bad days: what a person has to sort out is kept, named and mended. */
class UnreadableRequestTest extends ProcessTest {

    @ParameterizedTest
    @CsvSource({
        "inn, 7707083890",
        "inn, 77070838",
        "product, страхование от драконов",
        "sumInsured, десять миллионов",
        "sumInsured, -5",
        "startsOn, 2020-01-01",
        "startsOn, 31.02.2027",
        "email, не адрес",
        "phone, 12",
        "risks, <script>alert(1)</script>",
        "text, <b>жирно</b>",
        "consent, false"
    })
    void aBadFieldIsNamedAndTheLeadIsKeptForAPerson(String field, String value) {
        Receipt receipt = inbox.receive(with(webForm(freshInn()), field, value));

        assertThat(receipt.problems()).extracting(FieldProblem::field).containsExactly(field);
        assertThat(requestOf(receipt).status()).isEqualTo(InsuranceRequest.Status.UNSORTED);
        assertThat(isOpen(receipt.requestNumber(), TASK_SORT_OUT_REQUEST)).isTrue();
    }

    @Test
    void aMegabyteOfTextIsRefusedByNameAndKeptWhole() {
        String megabyte = "а".repeat(1_000_000);
        Receipt receipt = inbox.receive(with(webForm(freshInn()), "text", megabyte));

        assertThat(receipt.problems()).extracting(FieldProblem::field).containsExactly("text");
        transaction.executeWithoutResult(
                status -> assertThat(requestOf(receipt).raw()).isNotNull());
    }

    @Test
    void aPersonMendsAnUnreadableRequestAndItGoesOn() {
        String inn = freshInn();
        Receipt receipt = inbox.receive(with(webForm(inn), "sumInsured", "много"));
        String key = receipt.requestNumber();

        Task task = task(key, TASK_SORT_OUT_REQUEST);
        assertThat(String.valueOf(tasks.getVariable(task.getId(), "client"))).contains("Ромашка");
        assertThat(String.valueOf(tasks.getVariable(task.getId(), "warnings"))).contains("Страховая сумма");
        complete(
                "manager",
                key,
                TASK_SORT_OUT_REQUEST,
                with(
                        "sorting",
                        "request",
                        "inn",
                        inn,
                        "phone",
                        "+7 495 123-45-67",
                        "sumInsured",
                        "5000000.50",
                        "consent",
                        true));

        InsuranceRequest request = requestOf(receipt);
        assertThat(request.sumInsured()).isEqualByComparingTo("5000000.50");
        assertThat(isOpen(dealOf(receipt), ProposalPreparation.TASK_ASSEMBLE_PROPOSAL))
                .isTrue();
    }

    @Test
    void aMendedRequestThatStillDoesNotFitIsRefusedAndStays() {
        Receipt receipt = inbox.receive(with(webForm(freshInn()), "sumInsured", "много"));
        String key = receipt.requestNumber();

        assertThatThrownBy(() -> complete(
                        "manager",
                        key,
                        TASK_SORT_OUT_REQUEST,
                        with("sorting", "request", "inn", "7707083890", "phone", "+7 495 123-45-67", "consent", true)))
                .isInstanceOf(FormFieldValidationException.class)
                .hasMessageContaining("ИНН");
        assertThat(isOpen(key, TASK_SORT_OUT_REQUEST)).isTrue();
        assertThat(requestOf(receipt).status()).isEqualTo(InsuranceRequest.Status.UNSORTED);
    }

    @Test
    void whatIsNoRequestIsPutAsideAndKept() {
        Receipt receipt = inbox.receive(with(webForm(freshInn()), "consent", "false"));
        complete("manager2", receipt.requestNumber(), TASK_SORT_OUT_REQUEST, with("sorting", "discard"));

        assertThat(requestOf(receipt).status()).isEqualTo(InsuranceRequest.Status.NOT_A_REQUEST);
        assertThat(ended(receipt.requestNumber(), END_NOT_A_REQUEST)).isTrue();
    }

    @Test
    void theClientsOwnCorrectionTakesThePlaceOfTheUnreadableOne() {
        String submissionId = UUID.randomUUID().toString();
        IncomingRequest good = webForm(freshInn(), submissionId);
        Receipt first = inbox.receive(with(good, "sumInsured", "много"));
        Receipt second = inbox.receive(good);

        assertThat(second.requestNumber()).isEqualTo(first.requestNumber());
        assertThat(second.problems()).isEmpty();
        assertThat(isOpen(first.requestNumber(), TASK_SORT_OUT_REQUEST)).isFalse();
        assertThat(isOpen(dealOf(second), ProposalPreparation.TASK_ASSEMBLE_PROPOSAL))
                .isTrue();
    }
}
