package io.polisflow.process.clientliquidation;

import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.RegistryChecks;
import io.polisflow.crm.client.RequisiteChange;
import io.polisflow.crm.deal.Deal;
import io.polisflow.crm.deal.Deals;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.LossFields;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Puts before the manager what the registry says of the client and how far the deal is. */
@Component
class DecideOnDealForm implements TaskListener {

    private final Deals deals;
    private final RegistryChecks checks;
    private final LossFields loss;
    private final DateTimeFormatter when;

    DecideOnDealForm(Deals deals, RegistryChecks checks, LossFields loss, Clock clock) {
        this.deals = deals;
        this.checks = checks;
        this.loss = loss;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    @Override
    public void notify(DelegateTask task) {
        Deal deal = deals.get(task.getExecution().getProcessBusinessKey());
        Client client = deal.client();
        List<RequisiteChange> changes = checks.changesOf(client.id());
        FormData form = FormData.of(task)
                .put("registryStatusText", client.registryStatus().label().toLowerCase(Locale.ROOT))
                .put("clientFacts", facts(client))
                .put("hasChanges", !changes.isEmpty())
                .put(
                        "changeFacts",
                        changes.stream()
                                .limit(10)
                                .map(change -> new ChangeRow(
                                        when.format(change.changedAt()),
                                        change.field().label(),
                                        change.oldValue(),
                                        change.newValue()))
                                .toList())
                .put(
                        "dealFacts",
                        List.of(
                                new Fact("Сделка", deal.number()),
                                new Fact("Этап", deal.stage().label()),
                                new Fact("Открыта", when.format(deal.openedAt()))));
        loss.offer(form);
    }

    private List<Fact> facts(Client client) {
        List<Fact> facts = new ArrayList<>();
        facts.add(new Fact("Название", client.name()));
        facts.add(new Fact("ИНН", client.inn()));
        facts.add(new Fact("Состояние", client.registryStatus().label()));
        if (client.headName() != null) {
            facts.add(new Fact("Руководитель", client.headName()));
        }
        if (client.address() != null) {
            facts.add(new Fact("Адрес", client.address()));
        }
        facts.add(new Fact("Источник", client.requisitesSource() + ", " + when.format(client.requisitesAsOf())));
        return facts;
    }

    record Fact(String name, String value) {}

    record ChangeRow(String at, String field, String before, String after) {}
}
