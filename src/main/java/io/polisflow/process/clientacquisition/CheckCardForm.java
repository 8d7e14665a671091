package io.polisflow.process.clientacquisition;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.ClientCards;
import io.polisflow.crm.client.ClientCards.Line;
import io.polisflow.crm.client.Clients;
import io.polisflow.crm.deal.Staff;
import io.polisflow.crm.lead.Lead;
import io.polisflow.crm.lead.Leads;
import io.polisflow.process.engine.FormData;
import io.polisflow.process.engine.TouchFields;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows the card with the source of every field, what the registry says otherwise, and whom the first touch may be with. */
@Component
class CheckCardForm implements TaskListener {

    private final Leads leads;
    private final LeadScreen screen;
    private final ClientCards cards;
    private final Clients clients;
    private final TouchFields touch;
    private final Staff staff;
    private final Clock clock;
    private final DateTimeFormatter when;

    CheckCardForm(
            Leads leads,
            LeadScreen screen,
            ClientCards cards,
            Clients clients,
            TouchFields touch,
            Staff staff,
            Clock clock) {
        this.leads = leads;
        this.screen = screen;
        this.cards = cards;
        this.clients = clients;
        this.touch = touch;
        this.staff = staff;
        this.clock = clock;
        this.when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
    }

    record Row(String field, String value, String source, String asOf, String other) {}

    record Difference(String field, String own, String told) {}

    record Namesake(String name, String inn, String owner) {}

    @Override
    public void notify(DelegateTask task) {
        Lead lead = leads.get(ClientAcquisition.LEAD_ID.get(task));
        Client client = lead.client();
        List<Difference> differences = cards.differences(client.id()).stream()
                .map(line -> new Difference(line.field().label(), line.value(), line.otherValue()))
                .toList();
        List<Namesake> namesakes = cards.namesakes(client.id()).stream()
                .map(other -> new Namesake(
                        other.name(),
                        orDash(other.inn()) + (other.isBranch() ? ", КПП " + other.kpp() : ""),
                        other.owner() == null ? "—" : staff.nameOf(other.owner())))
                .toList();
        FormData form = screen.show(FormData.of(task), lead)
                .put("registryText", registryText(client))
                .put("doubtText", doubtText(client))
                .put("cardLines", rows(client))
                .put("namesakes", namesakes)
                .put("hasNamesakes", !namesakes.isEmpty())
                .put("differences", differences)
                .put("hasDifferences", !differences.isEmpty())
                .put("isBranch", client.isBranch())
                .put("soleTrader", client.inn().length() == 12);
        for (CardField field : CardField.values()) {
            form.put(field.key(), client.value(field));
        }
        touch.offer(form, clients.contactsOf(client.id()));
        ClientAcquisition.CARD_SHOWN_AT.set(task, clock.instant().toEpochMilli());
        ClientAcquisition.CLIENT.set(task, client.name());
    }

    private static String registryText(Client client) {
        return switch (client.requisitesState()) {
            case CONFIRMED -> "Реквизиты получены из реестра. Проверьте карточку и запланируйте первое касание.";
            case NOT_FOUND -> "Реестр не знает такого ИНН. Заполните карточку сами или спросите реестр ещё раз.";
            case UNCHECKED -> "Реестр не ответил. Заполните карточку сами или спросите его ещё раз.";
        };
    }

    private static String doubtText(Client client) {
        if (client.reliability() != Client.Reliability.IN_DOUBT) {
            return "";
        }
        String reason = Boolean.FALSE.equals(client.branchKnown())
                ? "филиал с таким КПП реестру неизвестен"
                : client.registryStatus() == null
                        ? "в реестре его нет"
                        : client.registryStatus().label().toLowerCase(java.util.Locale.ROOT);
        return "Клиент вызывает вопросы: " + reason
                + ". Запланировав касание, вы подтверждаете, что работать с ним можно.";
    }

    private List<Row> rows(Client client) {
        List<Row> rows = new ArrayList<>();
        for (Line line : cards.lines(client.id())) {
            rows.add(new Row(
                    line.field().label(),
                    orDash(line.value()),
                    line.origin() == null ? "—" : line.origin().source(),
                    line.origin() == null ? "—" : shown(line.origin().asOf()),
                    line.otherValue() == null ? "" : line.otherValue()));
            if (line.field() == CardField.OKVED_NAME) {
                rows.add(new Row(
                        "Отрасль",
                        client.industry()
                                .map(industry -> industry.name() + " — " + industry.label())
                                .orElse("—"),
                        "по основному ОКВЭД",
                        "",
                        ""));
            }
        }
        String status =
                client.registryStatus() == null ? null : client.registryStatus().label();
        rows.add(new Row(
                "Статус",
                orDash(status),
                status == null ? "—" : client.requisitesSource(),
                status == null ? "—" : shown(client.requisitesAsOf()),
                ""));
        return rows;
    }

    private String shown(Instant moment) {
        return when.format(moment);
    }

    private static String orDash(String text) {
        return text == null ? "—" : text;
    }
}
