package io.polisflow.bench;

import static org.assertj.core.api.Assertions.assertThat;

import io.polisflow.crm.contract.Contract;
import io.polisflow.crm.contract.Contracts;
import io.polisflow.crm.contract.DocumentExchange;
import io.polisflow.crm.contract.SigningEvents;
import io.polisflow.crm.deal.Stage;
import io.polisflow.process.ProcessTest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;

/** Whole stories and lives of deals, walked as fast as they go. */
abstract class LifeBench extends ProcessTest {

    /** Lives of a round. */
    static final int LIVES = Integer.getInteger("bench.lives", 16);

    @Autowired
    private Contracts contracts;

    @Autowired
    private SigningEvents signingEvents;

    private final Map<String, List<String>> groups = new ConcurrentHashMap<>();

    void story() {
        walk(dealOf(webForm(freshInn())), StoryStep.proposal(), Stage.PROPOSAL_SENT);
    }

    void life() {
        String deal = dealOf(webForm(freshInn()));
        walk(deal, StoryStep.proposal(), Stage.PROPOSAL_SENT);
        walk(deal, StoryStep.contract(), Stage.WON);
        until(() -> instance("policy-renewal", deal) != null);
        assertThat(instance("policy-renewal", deal)).isNotNull();
        assertThat(deal(deal).stage()).isEqualTo(Stage.WON);
    }

    final void walk(String deal, List<StoryStep> steps, Stage end) {
        String owner = deal(deal).owner();
        for (StoryStep step : steps) {
            if (step == StoryStep.SIGNED) {
                until(() -> document(deal) != null);
                signingEvents.receive(document(deal), DocumentExchange.State.SIGNED, null, clock.instant());
            } else if (step.isJob()) {
                job(deal, step);
            } else {
                until(() -> isOpen(deal, step.element()));
                String user = StoryForms.user(step);
                submit(user == null ? owner : user, deal, step);
            }
        }
        until(() -> deal(deal).stage() == end);
    }

    /** Runs it, where no job executor does. */
    void job(String deal, StoryStep step) {
        runJob(deal, step.element());
    }

    /** Goes on as soon as that is so: at once, where the walk itself runs the jobs. */
    void until(BooleanSupplier reached) {}

    private void submit(String user, String deal, StoryStep step) {
        String task = task(deal, step.element()).getId();
        String shown = step == StoryStep.FILL_IN ? String.valueOf(tasks.getVariable(task, "parameters")) : null;
        identity.setAuthentication(user, groups.computeIfAbsent(user, id -> groupsOf(id)));
        try {
            forms.submitTaskForm(task, StoryForms.values(step, shown));
        } finally {
            identity.clearAuthentication();
        }
    }

    private List<String> groupsOf(String user) {
        return identity.createGroupQuery().groupMember(user).list().stream()
                .map(group -> group.getId())
                .toList();
    }

    private String document(String deal) {
        return transaction.execute(status -> {
            List<Contract> made = contracts.of(deal(deal));
            return made.isEmpty() ? null : made.get(0).entityId();
        });
    }
}
