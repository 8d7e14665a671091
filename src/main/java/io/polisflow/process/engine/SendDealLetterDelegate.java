package io.polisflow.process.engine;

import io.polisflow.crm.client.Contact;
import io.polisflow.crm.correspondence.DealLetters;
import io.polisflow.crm.correspondence.LetterStarts;
import io.polisflow.crm.deal.Deals;
import io.polisflow.crm.personal.Permits;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.bpm.engine.delegate.JavaDelegate;
import org.springframework.stereotype.Component;

/**
 * Writes the deal's contact a letter as one of the templates words it, and has it delivered: one more letter in any model needs no code.
 *
 * <p>The model's step names the template as the input {@code letterTemplate}; {@code letterSent} says whether there was somebody to write to.
 */
@Component
public class SendDealLetterDelegate implements JavaDelegate {

    public static final Variable<String> TEMPLATE = Variable.of("letterTemplate", String.class);
    public static final Variable<Boolean> SENT = Variable.of("letterSent", Boolean.class);

    private final Deals deals;
    private final LetterStarts starts;
    private final DealLetters letters;
    private final Permits permits;

    SendDealLetterDelegate(Deals deals, LetterStarts starts, DealLetters letters, Permits permits) {
        this.deals = deals;
        this.starts = starts;
        this.letters = letters;
        this.permits = permits;
    }

    @Override
    public void execute(DelegateExecution execution) {
        String deal = execution.getProcessBusinessKey();
        Contact contact = deals.get(deal).contact();
        boolean reachable = contact != null
                && contact.email() != null
                && contact.undeliverableAt() == null
                && permits.refusalOfAddress(deals.get(deal).ground(), contact.email())
                        .isEmpty();
        if (reachable) {
            LetterStarts.Start start = starts.of(deal, TEMPLATE.get(execution), contact.id());
            letters.send(
                    deal,
                    new DealLetters.Draft(List.of(contact.id()), false, null, start.subject(), start.text(), List.of()),
                    null,
                    null);
        }
        SENT.set(execution, reachable);
    }
}
