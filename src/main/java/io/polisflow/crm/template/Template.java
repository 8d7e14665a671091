package io.polisflow.crm.template;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The letters and documents whose wording people may change, with the fields that each may name. */
public enum Template {
    REQUEST_CONFIRMATION(
            "request-confirmation",
            Kind.LETTER,
            "Письмо «Заявка принята»",
            "Уходит клиенту, когда заявка записана",
            field("номер заявки", "requestNumber"),
            field("имя контакта", "contactName"),
            field("компания", "companyName"),
            field("продукт", "productName"),
            field("объект", "object"),
            field("риски", "risks"),
            field("страховая сумма", "sumInsured"),
            field("начало страхования", "startsOn"),
            field("менеджер", "managerName"),
            field("почта менеджера", "managerEmail"),
            field("срок ответа", "dueText"),
            field("страховщик", "insurer"),
            field("телефон страховщика", "insurerPhone")),
    PROPOSAL_LETTER(
            "proposal",
            Kind.LETTER,
            "Письмо с коммерческим предложением",
            "Менеджер правит его перед отправкой КП",
            field("имя контакта", "contactName"),
            field("компания", "companyName"),
            field("номер предложения", "proposalNumber"),
            field("номер сделки", "dealNumber"),
            field("продукты", "products"),
            field("премия", "totalPremium"),
            field("действует до", "validUntil"),
            field("менеджер", "managerName"),
            field("почта менеджера", "managerEmail"),
            field("телефон менеджера", "managerPhone"),
            field("страховщик", "insurer"),
            field("телефон страховщика", "insurerPhone")),
    POLICY_LETTER(
            "policy",
            Kind.LETTER,
            "Письмо «Полисы выпущены»",
            "Уходит клиенту, когда система полисов выпустила полисы",
            field("имя контакта", "contactName"),
            field("компания", "companyName"),
            field("номер сделки", "dealNumber"),
            field("номер договора", "contractNumber"),
            required("полисы", "policies"),
            field("менеджер", "managerName"),
            field("почта менеджера", "managerEmail"),
            field("страховщик", "insurer"),
            field("телефон страховщика", "insurerPhone")),
    DEAL_LETTER(
            "deal-letter",
            Kind.LETTER,
            "Письмо по сделке",
            "С него начинает сотрудник, который пишет клиенту со страницы сделки",
            field("имя контакта", "contactName"),
            field("компания", "companyName"),
            field("номер сделки", "dealNumber"),
            field("менеджер", "managerName"),
            field("почта менеджера", "managerEmail"),
            field("страховщик", "insurer"),
            field("телефон страховщика", "insurerPhone")),
    DEADLINE_LETTER(
            "deadline-letter",
            Kind.LETTER,
            "Письмо сотруднику о сроках",
            "Уходит сотруднику, руководителю или супервизору: что скоро надо сделать и что просрочено",
            field("имя", "name"),
            field("коротко", "summary"),
            required("сроки", "deadlines"),
            required("сводка", "overview"),
            field("страховщик", "insurer"),
            field("телефон страховщика", "insurerPhone")),
    PROPOSAL_DOCUMENT(
            "proposal-document",
            Kind.DOCUMENT,
            "Коммерческое предложение (PDF)",
            "Приложение к письму клиенту",
            field("номер", "number"),
            field("версия", "version"),
            field("дата", "date"),
            field("действует до", "validUntil"),
            field("клиент", "clientName"),
            field("начало страхования", "startsOn"),
            field("срок", "term"),
            field("премия", "totalPremium"),
            field("премия прописью", "totalPremiumInWords"),
            field("особые условия", "specialConditions"),
            field("менеджер", "managerName"),
            field("страховщик", "insurer"),
            block("клиент и условия", "parties"),
            required("программа страхования", "programme"),
            required("итоги", "totals"),
            block("подпись", "signature")),
    CONTRACT_DOCUMENT(
            "contract-document",
            Kind.DOCUMENT,
            "Договор страхования (PDF)",
            "Подписывают обе стороны",
            field("номер", "number"),
            field("дата", "date"),
            field("предложение", "proposalReference"),
            field("клиент", "clientName"),
            field("должность руководителя", "headPosition"),
            field("руководитель", "headName"),
            field("первый день", "startsOn"),
            field("последний день", "endsOn"),
            field("премия", "totalPremium"),
            field("премия прописью", "totalPremiumInWords"),
            field("особые условия", "specialConditions"),
            field("менеджер", "managerName"),
            field("страховщик", "insurer"),
            required("программа страхования", "programme"),
            required("итоги", "totals"),
            required("график платежей", "payments"),
            required("подписи сторон", "sides"));

    private final String code;
    private final Kind kind;
    private final String label;
    private final String occasion;
    private final List<Field> fields;

    Template(String code, Kind kind, String label, String occasion, Field... fields) {
        this.code = code;
        this.kind = kind;
        this.label = label;
        this.occasion = occasion;
        this.fields = List.of(fields);
    }

    /** What becomes of the wording. */
    public enum Kind {
        LETTER,
        DOCUMENT
    }

    /**
     * What a wording may name in braces.
     *
     * @param name as people write it
     * @param key as programs know it
     * @param block whether it is a table or another made-up part, which stands in a paragraph of its own
     * @param required whether nothing can go out without it
     */
    public record Field(String name, String key, boolean block, boolean required) {}

    private static Field field(String name, String key) {
        return new Field(name, key, false, false);
    }

    private static Field block(String name, String key) {
        return new Field(name, key, true, false);
    }

    private static Field required(String name, String key) {
        return new Field(name, key, true, true);
    }

    /** @return the template whose address names it so */
    public static Optional<Template> find(String code) {
        return Arrays.stream(values())
                .filter(template -> template.code.equals(code))
                .findFirst();
    }

    public String code() {
        return code;
    }

    public Kind kind() {
        return kind;
    }

    /** @return whether it goes to the insurer's own people and is about no single deal */
    public boolean forStaff() {
        return this == DEADLINE_LETTER;
    }

    public String label() {
        return label;
    }

    /** @return when it is used, Russian */
    public String occasion() {
        return occasion;
    }

    public List<Field> fields() {
        return fields;
    }
}
