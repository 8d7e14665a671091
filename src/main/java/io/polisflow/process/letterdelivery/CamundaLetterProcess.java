package io.polisflow.process.letterdelivery;

import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.letter.Letter;
import io.polisflow.crm.letter.LetterProcess;
import io.polisflow.process.engine.DealOpening;
import io.polisflow.process.engine.OwnWork;
import org.camunda.bpm.engine.RuntimeService;
import org.springframework.context.annotation.Lazy;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Hands written letters to the model, in the transaction that keeps them. */
@Component
@Transactional(propagation = Propagation.MANDATORY)
class CamundaLetterProcess implements LetterProcess {

    private final RuntimeService runtime;
    private final OwnWork ownWork;

    // The engine resolves delegates that need this port: the cycle is cut here.
    CamundaLetterProcess(@Lazy RuntimeService runtime, OwnWork ownWork) {
        this.runtime = runtime;
        this.ownWork = ownWork;
    }

    @Override
    public void written(Letter letter) {
        Deal deal = letter.deal();
        ownWork.run(() -> runtime.createMessageCorrelation(LetterDelivery.MESSAGE_LETTER_WRITTEN)
                .processInstanceBusinessKey(deal.number())
                .setVariable(LetterDelivery.LETTER_ID.name(), letter.id())
                .setVariable(DealOpening.DEAL_NUMBER.name(), deal.number())
                .setVariable(DealOpening.DEAL_OWNER.name(), deal.owner())
                .setVariable(DealOpening.CLIENT.name(), deal.client().name())
                .correlateStartMessage());
    }
}
