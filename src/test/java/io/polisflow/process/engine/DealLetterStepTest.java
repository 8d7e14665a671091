package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.letterdelivery.LetterDelivery;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One more letter in a model: a step of the template «Письмо клиенту», with the real CRM behind it. */
class DealLetterStepTest extends ProcessTest {

    @Autowired
    private SendDealLetterDelegate step;

    private final DelegateExecution execution = mock(DelegateExecution.class);
    private String deal;

    @BeforeEach
    void aDealWhoseModelHasTheStep() {
        deal = dealOf(webForm(freshInn()));
        when(execution.getProcessBusinessKey()).thenReturn(deal);
        mail.reset();
    }

    private void run(String template) {
        when(execution.getVariable("letterTemplate")).thenReturn(template);
        transaction.executeWithoutResult(status -> step.execute(execution));
    }

    @Test
    void theDealsContactGetsTheLetterAsTheTemplateWordsIt() {
        run("deal-letter");
        verify(execution).setVariable("letterSent", true);

        runJob(deal, LetterDelivery.TASK_DELIVER_LETTER);

        Contact contact = clients.contactsOf(deal(deal).client().id()).get(0);
        assertThat(mail.sent()).hasSize(1);
        OutgoingMail sent = mail.sent().get(0);
        assertThat(sent.to()).containsExactly(contact.email());
        assertThat(sent.subject()).contains(deal);
        assertThat(sent.text()).contains(contact.name());
    }

    @Test
    void nobodyToWriteToIsAnAnswerOfTheStep() {
        deal = dealOf(with(with(webForm(freshInn()), "email", null), "phone", "+7 495 123-45-67"));
        when(execution.getProcessBusinessKey()).thenReturn(deal);

        run("deal-letter");

        verify(execution).setVariable("letterSent", false);
        assertThat(transaction.<Boolean>execute(status -> letters.of(deal(deal)).isEmpty()))
                .isTrue();
    }

    @Test
    void aLetterThatTheDealIsTooYoungForIsRefused() {
        assertThatThrownBy(() -> run("policy"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ещё рано");
    }
}
