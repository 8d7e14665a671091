package io.polisflow.process.requestintake;

import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.request.InsuranceRequest;
import io.polisflow.crm.request.RequestFacts;
import io.polisflow.crm.request.Requests;
import io.polisflow.process.engine.FormData;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.camunda.bpm.engine.delegate.TaskListener;
import org.springframework.stereotype.Component;

/** Shows a message as it came, what is wrong with it, and its fields for mending. */
@Component
class SortOutRequestForm implements TaskListener {

    private final Requests requests;
    private final Catalogue catalogue;
    private final Clock clock;

    SortOutRequestForm(Requests requests, Catalogue catalogue, Clock clock) {
        this.requests = requests;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @Override
    public void notify(DelegateTask task) {
        InsuranceRequest request = requests.get(RequestIntake.REQUEST_ID.get(task));
        DateTimeFormatter when = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm").withZone(clock.getZone());
        FormData.of(task)
                .put("channel", request.channel().label())
                .put("receivedAt", when.format(request.receivedAt()))
                .put(
                        "warnings",
                        request.problems().stream()
                                .map(problem -> warning(problem.field(), problem.message()))
                                .toList())
                .put(
                        "original",
                        RequestFacts.of(request, request.product()).stream()
                                .map(fact -> fact.name() + ": " + fact.value())
                                .collect(Collectors.collectingAndThen(Collectors.joining("\n"), Requests::shortened)))
                .put(
                        "inn",
                        request.inn() != null && request.inn().matches("[0-9]{10}|[0-9]{12}") ? request.inn() : null)
                .put("companyName", request.companyName())
                .put("contactName", request.contactName())
                .put("phone", request.phone())
                .put("email", request.email())
                .put("product", request.productCode())
                .put(
                        "productOptions",
                        catalogue.offered().stream()
                                .map(product -> new Option(product.name(), product.code()))
                                .toList())
                .put("object", Requests.shortened(request.object()))
                .put("risks", Requests.shortened(request.risks()))
                .put(
                        "sumInsured",
                        request.sumInsured() == null
                                ? null
                                : request.sumInsured().toPlainString())
                .putDate("startsOn", request.startsOn())
                .put("text", Requests.shortened(request.text()));
    }

    /** @param field null when the message is about all of it; most messages name their field themselves */
    private static String warning(String field, String message) {
        return field == null || message.startsWith(label(field)) ? message : label(field) + ": " + message;
    }

    private static String label(String field) {
        return switch (field) {
            case "inn" -> "ИНН";
            case "companyName" -> "Название компании";
            case "contactName" -> "Контактное лицо";
            case "phone" -> "Телефон";
            case "email" -> "Электронная почта";
            case "product" -> "Продукт";
            case "object" -> "Объект страхования";
            case "risks" -> "Риски";
            case "sumInsured" -> "Страховая сумма";
            case "startsOn" -> "Начало страхования";
            case "text" -> "Комментарий";
            case "subject" -> "Тема";
            case "consent" -> "Согласие";
            default -> field;
        };
    }

    record Option(String label, String value) {}
}
