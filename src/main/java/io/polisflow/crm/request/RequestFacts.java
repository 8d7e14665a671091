package io.polisflow.crm.request;

import io.polisflow.crm.client.CardField;
import io.polisflow.crm.client.Client;
import io.polisflow.crm.client.Industry;
import io.polisflow.crm.proposal.Rubles;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** A request and its client as labelled lines, the same on every form and page; what is not known makes no line. */
public final class RequestFacts {

    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd.MM.yyyy");

    private final List<Fact> facts = new ArrayList<>();

    private RequestFacts() {}

    /** @param name Russian label */
    public record Fact(String name, String value) {}

    /** @param productName as {@link Requests#productName} gives it */
    public static List<Fact> of(InsuranceRequest request, String productName) {
        RequestFacts made = new RequestFacts();
        made.add("Заявка", request.number() + ", " + request.channel().label().toLowerCase(java.util.Locale.ROOT));
        made.add("Компания", request.companyName());
        made.add("ИНН", request.inn());
        made.add("Контакт", request.contactName());
        made.add("Телефон", request.phone());
        made.add("Почта", request.email());
        made.add("Продукт", productName);
        made.add("Объект", request.object());
        made.add("Риски", request.risks());
        made.add(
                "Страховая сумма",
                request.sumInsured() == null ? request.sumText() : Rubles.format(request.sumInsured()));
        made.add("Начало", request.startsOn() == null ? request.startsText() : DAY.format(request.startsOn()));
        made.add("Тема", request.subject());
        made.add("Текст", request.text());
        return List.copyOf(made.facts);
    }

    /** The client's card in the same shape. */
    public static List<Fact> of(Client client) {
        RequestFacts made = new RequestFacts();
        made.add("Клиент", client.name());
        made.add("Полное название", client.fullName());
        made.add(
                "ИНН / КПП",
                client.inn() == null ? null : client.inn() + (client.kpp() == null ? "" : " / " + client.kpp()));
        made.add("ОГРН", client.ogrn());
        made.add("Адрес", client.address());
        made.add(
                "ОКВЭД",
                client.okved() == null
                        ? null
                        : client.okved() + (client.okvedName() == null ? "" : " " + client.okvedName()));
        made.add("Отрасль", client.industry().map(Industry::label).orElse(null));
        made.add("Размер", size(client));
        made.add(
                "Руководитель",
                client.headName() == null
                        ? null
                        : client.headName() + (client.headPosition() == null ? "" : ", " + client.headPosition()));
        made.add("Регистрация", client.registrationDate() == null ? null : DAY.format(client.registrationDate()));
        made.add(
                "Статус в реестре",
                client.registryStatus() == null ? null : client.registryStatus().label());
        made.add("Филиал", Boolean.FALSE.equals(client.branchKnown()) ? "реестр не знает филиала с таким КПП" : null);
        made.add("Реквизиты", client.requisitesState().label());
        made.add("В реестре иначе", differences(client));
        made.add("Благонадёжность", client.reliability().label());
        made.add("Комментарий", client.reliabilityComment());
        return List.copyOf(made.facts);
    }

    /** What somebody typed and the registry says otherwise, also where they decided to keep their own. */
    private static String differences(Client client) {
        return Arrays.stream(CardField.values())
                .flatMap(field -> client
                        .origin(field)
                        .filter(origin -> origin.otherValue() != null)
                        .map(origin -> field.label() + ": «" + field.shown(origin.otherValue()) + "» ("
                                + origin.otherSource() + "), на карточке — " + origin.source())
                        .stream())
                .collect(Collectors.joining("; "));
    }

    /** A registry that tells no size must not be read as «large», nor one that tells nothing as «not an SME». */
    private static String size(Client client) {
        if (client.companySize() != null) {
            return client.companySize().label();
        }
        if (client.sme() == null) {
            return null;
        }
        return client.sme() ? "в реестре МСП, размер не сообщён" : "не в реестре МСП";
    }

    private void add(String name, String value) {
        if (value != null && !value.isBlank()) {
            facts.add(new Fact(name, value));
        }
    }
}
