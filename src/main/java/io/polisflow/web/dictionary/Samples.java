package io.polisflow.web.dictionary;

import io.polisflow.crm.contract.ContractDocuments;
import io.polisflow.crm.contract.ContractDocuments.ContractSheet;
import io.polisflow.crm.letter.LetterBlock;
import io.polisflow.crm.policy.PolicyLetters;
import io.polisflow.crm.proposal.ProposalDocuments;
import io.polisflow.crm.proposal.ProposalDocuments.ProposalSheet;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A made-up deal with everything known, for those who may see no client's data. */
final class Samples {

    private static final String COMPANY = "ООО «Пример»";
    private static final String PERSON = "Иван Иванович Примеров";
    private static final String MANAGER = "Анна Менеджерова";
    private static final String EMAIL = "anna@polisflow.example";
    private static final BigDecimal SUM = new BigDecimal("50000000.00");
    private static final BigDecimal PREMIUM = new BigDecimal("125000.00");

    private Samples() {}

    /** @return a value for every field of every letter */
    static Map<String, Object> letter(LocalDate today) {
        Map<String, Object> model = new HashMap<>();
        model.put("contactName", PERSON);
        model.put("companyName", COMPANY);
        model.put("requestNumber", "R-2026-000001");
        model.put("proposalNumber", "KP-2026-000001");
        model.put("dealNumber", "D-2026-000001");
        model.put("contractNumber", "ДС-2026-000001");
        model.put("productName", "Страхование имущества");
        model.put("products", List.of("Страхование имущества", "Страхование грузов"));
        model.put("object", "Склад в Подольске");
        model.put("risks", "Пожар, залив");
        model.put("sumInsured", SUM);
        model.put("totalPremium", PREMIUM);
        model.put("startsOn", today.plusDays(30));
        model.put("validUntil", today.plusDays(14));
        model.put("dueText", "Ответим в течение одного рабочего дня.");
        model.put("managerName", MANAGER);
        model.put("managerEmail", EMAIL);
        model.put("managerPhone", "+7 495 000-00-00");
        model.put(
                "policies",
                List.of(new PolicyLetters.Row(
                        "ПИ-000001",
                        "Страхование имущества",
                        "Склад в Подольске",
                        today.plusDays(30),
                        today.plusDays(30).plusYears(1).minusDays(1),
                        PREMIUM)));
        model.put("name", "Анна");
        model.put("summary", "просрочена 1 задача, скоро срок у 1");
        model.put(
                "deadlines",
                new LetterBlock(List.of(new LetterBlock.Table(
                        "Просрочены",
                        null,
                        List.of("Что сделать", "Сделка", "Срок"),
                        List.of(List.of(
                                LetterBlock.Cell.of("Собрать КП"),
                                LetterBlock.Cell.of("D-2026-000001, " + COMPANY),
                                LetterBlock.Cell.of("вчера 18:00, просрочено на 3 рабочих часа")))))));
        model.put(
                "overview",
                new LetterBlock(List.of(new LetterBlock.Table(
                        "По группам и сотрудникам",
                        "Просрочено: 1, на сегодня: 1",
                        List.of("Группа", "Сотрудник", "Просрочено", "На сегодня"),
                        List.of(List.of(
                                LetterBlock.Cell.of("Продажи"),
                                LetterBlock.Cell.of(MANAGER),
                                LetterBlock.Cell.of("1"),
                                LetterBlock.Cell.of("1")))))));
        return model;
    }

    static ProposalSheet proposal(LocalDate today) {
        return new ProposalSheet(
                "KP-2026-000001",
                1,
                "D-2026-000001",
                today,
                today.plusDays(14),
                new ProposalDocuments.ClientBlock(
                        COMPANY,
                        "7707083893",
                        "773601001",
                        "1027700132195",
                        "г. Москва, ул. Примерная, д. 1",
                        PERSON,
                        "ivan@client.example"),
                today.plusDays(30),
                12,
                List.of(new ProposalDocuments.SheetLine(
                        1,
                        "Страхование имущества",
                        "Склад в Подольске",
                        Map.of("Площадь", "1200"),
                        SUM,
                        new BigDecimal("50000.00"),
                        new BigDecimal("0.25"),
                        BigDecimal.ZERO,
                        PREMIUM)),
                SUM,
                PREMIUM,
                "Объект под круглосуточной охраной.",
                MANAGER,
                EMAIL,
                null);
    }

    static ContractSheet contract(LocalDate today) {
        return new ContractSheet(
                "ДС-2026-000001",
                "D-2026-000001",
                "KP-2026-000001/1",
                today,
                new ContractDocuments.ClientBlock(
                        COMPANY,
                        "7707083893",
                        "773601001",
                        "1027700132195",
                        "г. Москва, ул. Примерная, д. 1",
                        "Генеральный директор",
                        PERSON),
                today.plusDays(30),
                today.plusDays(30).plusYears(1).minusDays(1),
                List.of(new ContractDocuments.SheetLine(
                        1,
                        "Страхование имущества",
                        "Склад в Подольске",
                        Map.of("Площадь", "1200"),
                        SUM,
                        new BigDecimal("50000.00"),
                        PREMIUM)),
                SUM,
                PREMIUM,
                List.of(new ContractDocuments.Payment(today.plusDays(30), PREMIUM)),
                "Объект под круглосуточной охраной.",
                MANAGER);
    }
}
