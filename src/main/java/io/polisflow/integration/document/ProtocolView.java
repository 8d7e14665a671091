package io.polisflow.integration.document;

import io.polisflow.crm.contract.ContractDocuments.ProtocolSheet;
import io.polisflow.crm.contract.DocumentExchange.SignatureFacts;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;

/** What {@code protocol.html} may print: every value ready to read. */
record ProtocolView(String number, String verdict, List<Row> document, List<SignatureView> signatures) {

    private static final DateTimeFormatter WHEN = DateTimeFormatter.ofPattern("dd.MM.yyyy HH:mm:ss (XXX)");

    record Row(String label, String value) {}

    record SignatureView(String title, String verdict, List<Row> rows) {}

    static ProtocolView of(ProtocolSheet sheet) {
        List<Row> document = new ArrayList<>();
        add(document, "Договор", sheet.number());
        add(document, "Клиент", sheet.clientName());
        add(document, "ИНН клиента", sheet.clientInn());
        add(document, "Файл", sheet.documentName() + ", " + sheet.documentSize() + " байт");
        add(document, "SHA-256 файла", broken(sheet.documentSha256()));
        add(document, "Сообщение оператора ЭДО", sheet.messageId());
        add(document, "Документ в сообщении", sheet.documentId());
        add(document, "Подпись клиента получена", time(sheet.receivedAt(), sheet.zone()));
        add(document, "Проверено", time(sheet.checkedAt(), sheet.zone()));
        return new ProtocolView(
                sheet.number(),
                sheet.valid() ? "Обе подписи действительны." : "Подписи не приняты. " + sheet.problem(),
                document,
                sheet.signatures().stream()
                        .map(facts -> signature(facts, sheet.zone()))
                        .toList());
    }

    private static SignatureView signature(SignatureFacts facts, ZoneId zone) {
        List<Row> rows = new ArrayList<>();
        add(rows, "Подписант", facts.signer());
        add(rows, "Организация", facts.organisation());
        add(rows, "ИНН в сертификате", facts.inn());
        add(rows, "Удостоверяющий центр", facts.issuer());
        add(rows, "Номер сертификата", facts.serial());
        if (facts.validFrom() != null) {
            add(rows, "Сертификат действует", time(facts.validFrom(), zone) + " — " + time(facts.validUntil(), zone));
        }
        add(rows, "Алгоритм", facts.algorithm());
        add(rows, "Время подписания по часам подписанта", time(facts.signedAt(), zone));
        return new SignatureView(
                facts.ours() ? "Подпись страховщика" : "Подпись клиента",
                facts.problem() == null ? "Соответствует документу, сертификат проверен." : facts.problem(),
                rows);
    }

    private static void add(List<Row> rows, String label, String value) {
        if (value != null && !value.isBlank()) {
            rows.add(new Row(label, value));
        }
    }

    private static String time(Instant moment, ZoneId zone) {
        return moment == null ? null : WHEN.format(moment.atZone(zone));
    }

    /** In two halves, because one word of 64 signs would leave the page. */
    private static String broken(String sha256) {
        return sha256 == null || sha256.length() < 64 ? sha256 : sha256.substring(0, 32) + " " + sha256.substring(32);
    }
}
