package io.polisflow.process.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Contact;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.letter.MailTransport.OutgoingMail;
import io.polisflow.crm.personal.ConsentChannel;
import io.polisflow.crm.personal.Consents;
import io.polisflow.crm.personal.Consents.Taken;
import io.polisflow.crm.personal.Ground;
import io.polisflow.crm.personal.Permits;
import io.polisflow.crm.personal.Purpose;
import io.polisflow.process.ProcessTest;
import io.polisflow.process.letterdelivery.LetterDelivery;
import java.util.UUID;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** One more letter in a model: a step of the template «Письмо клиенту», with the real CRM behind it. */
class DealLetterStepTest extends ProcessTest {

    @Autowired
    private SendDealLetterDelegate step;

    @Autowired
    private Consents consents;

    @Autowired
    private Permits permits;

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
    void whoTookBackTheirConsentGetsNoLetterAlsoOnACardThatIsYounger() {
        Contact petrov = deal(deal).contact();
        consents.withdraw(petrov.id(), Purpose.REQUEST, ConsentChannel.PHONE, "manager", null);
        run("deal-letter");
        verify(execution).setVariable("letterSent", false);

        deal = transaction.execute(status -> {
            Client younger = clients.findOrCreate(freshInn(), "ООО «Младше»");
            Contact again = clients.findOrCreateContact(younger, petrov.name(), petrov.email(), null);
            return deals.open(younger, again, Stage.NEEDS_ANALYSIS).number();
        });
        when(execution.getProcessBusinessKey()).thenReturn(deal);
        run("deal-letter");

        verify(execution, times(2)).setVariable("letterSent", false);
        assertThat(mail.sent()).isEmpty();
        assertThat(permits.refusal(Ground.REQUEST, deal(deal).contact())).isPresent();
    }

    @Test
    void aLetterThatNobodyAskedForNeedsAConsent() {
        deal = transaction.execute(status -> {
            Client cold = clients.findOrCreate(freshInn(), "ООО «Незнакомцы»");
            Contact anna =
                    clients.findOrCreateContact(cold, "Анна Холодова", UUID.randomUUID() + "@cold.example", null);
            return deals.open(cold, anna, Stage.FIRST_CONTACT).number();
        });
        when(execution.getProcessBusinessKey()).thenReturn(deal);
        run("deal-letter");
        verify(execution).setVariable("letterSent", false);
        assertThat(permits.refusal(Ground.MARKETING, deal(deal).contact()))
                .as("a manager may call and ask for it")
                .isEmpty();

        consents.give(
                deal(deal).contact().id(), new Taken(Purpose.MARKETING, null, ConsentChannel.PHONE, "manager", null));
        run("deal-letter");

        verify(execution).setVariable("letterSent", true);
    }

    @Test
    void aLetterThatTheDealIsTooYoungForIsRefused() {
        assertThatThrownBy(() -> run("policy"))
                .isInstanceOf(RefusedException.class)
                .hasMessageContaining("ещё рано");
    }
}
