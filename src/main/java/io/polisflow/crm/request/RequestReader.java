package io.polisflow.crm.request;

import io.polisflow.crm.client.CompanyName;
import io.polisflow.crm.client.Inn;
import io.polisflow.crm.client.PhoneNumber;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.proposal.Product;
import io.polisflow.crm.request.RequestInbox.FieldProblem;
import io.polisflow.crm.request.RequestInbox.IncomingRequest;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.springframework.stereotype.Component;

/** Checks what a client wrote; a field that does not fit is named with the remedy, and its text is kept all the same. */
@Component
class RequestReader {

    private static final Pattern MARKUP = Pattern.compile("<\\s*[/!]?\\s*[a-zA-Z][^>]*>?");
    private static final Pattern EMAIL = Pattern.compile("[^\\s@,;<>\"]+@[^\\s@,;<>\"]+\\.[^\\s@,;<>\".]{2,}");
    private static final DateTimeFormatter RUSSIAN =
            DateTimeFormatter.ofPattern("d.M.uuuu").withResolverStyle(ResolverStyle.STRICT);
    private static final BigDecimal MAX_SUM = new BigDecimal("1000000000000");

    private final Catalogue catalogue;
    private final Clock clock;

    RequestReader(Catalogue catalogue, Clock clock) {
        this.catalogue = catalogue;
        this.clock = clock;
    }

    ReadRequest read(IncomingRequest in) {
        Fields fields = new Fields(in.channel() != Channel.EMAIL, new ArrayList<>(in.problems()));
        String inn = fields.text("inn", "ИНН", in.inn(), 40);
        String company = fields.text("companyName", "Название компании", in.companyName(), 1000);
        String contact = fields.text("contactName", "Контактное лицо", in.contactName(), 300);
        String phone = fields.text("phone", "Телефон", in.phone(), 100);
        String email = fields.text("email", "Электронная почта", in.email(), 254);
        String product = fields.text("product", "Продукт", in.product(), 300);
        String object = fields.text("object", "Объект страхования", in.object(), 4000);
        String risks = fields.text("risks", "Риски", in.risks(), 4000);
        String sumText = fields.text("sumInsured", "Страховая сумма", in.sumInsured(), 100);
        String startsText = fields.text("startsOn", "Начало страхования", in.startsOn(), 100);
        String subject = fields.text("subject", "Тема", in.subject(), 1000);
        String text = fields.text("text", "Комментарий", in.text(), in.channel() == Channel.EMAIL ? 20000 : 4000);

        inn = inn == null ? null : inn.replaceAll("[\\s\\u00a0]", "");
        if (inn != null && !Inn.isValid(inn)) {
            fields.problem("inn", "ИНН: 10 или 12 цифр с верной контрольной суммой, проверьте цифры");
        }
        if (email != null && !EMAIL.matcher(email).matches()) {
            fields.problem("email", "Электронная почта: ожидается адрес вида name@company.ru");
        }
        if (phone != null && PhoneNumber.normalise(phone).isEmpty()) {
            fields.problem("phone", "Телефон: ожидается номер вида +7 495 123-45-67");
        }
        Optional<Product> offered = product == null ? Optional.empty() : catalogue.findOffered(product);
        if (product != null && offered.isEmpty()) {
            fields.problem("product", "Продукт: такого нет в каталоге, выберите из списка");
        }
        BigDecimal sum = sum(sumText, fields);
        LocalDate starts = starts(startsText, fields);
        boolean senderKnown = in.channel() == Channel.OUTREACH;
        if (in.channel() != Channel.EMAIL && !senderKnown && in.problems().isEmpty()) {
            if (inn == null && CompanyName.comparable(company).isEmpty()) {
                fields.problem("inn", "Укажите ИНН или название компании");
            }
            if (email == null && phone == null) {
                fields.problem("email", "Укажите электронную почту или телефон, чтобы мы могли ответить");
            }
        }
        if (in.channel() == Channel.WEBFORM && in.problems().isEmpty() && !Boolean.TRUE.equals(in.consent())) {
            fields.problem("consent", "Нужно согласие на обработку персональных данных");
        }
        return new ReadRequest(
                inn,
                company,
                contact,
                phone,
                email,
                product,
                offered.map(Product::code).orElse(null),
                object,
                risks,
                sumText,
                sum,
                startsText,
                starts,
                subject,
                text,
                in.consent(),
                in.consented(),
                List.copyOf(fields.problems));
    }

    private static BigDecimal sum(String text, Fields fields) {
        if (text == null) {
            return null;
        }
        String plain = text.replaceAll("(?iU)\\s*(руб(лей|ля|ль)?\\.?|₽|р\\.)$", "")
                .replaceAll("[\\s\\u00a0\\u202f']", "")
                .replace(',', '.');
        if (!plain.matches("\\d{1,15}(\\.\\d{1,2})?")) {
            fields.problem("sumInsured", "Страховая сумма: число рублей, например 10 000 000");
            return null;
        }
        BigDecimal sum = new BigDecimal(plain).setScale(2, RoundingMode.HALF_UP);
        if (sum.signum() <= 0 || sum.compareTo(MAX_SUM) > 0) {
            fields.problem("sumInsured", "Страховая сумма: больше нуля и не больше 1 трлн рублей");
            return null;
        }
        return sum;
    }

    private LocalDate starts(String text, Fields fields) {
        if (text == null) {
            return null;
        }
        LocalDate date;
        try {
            date = text.contains(".") ? LocalDate.parse(text, RUSSIAN) : LocalDate.parse(text);
        } catch (DateTimeException e) {
            fields.problem("startsOn", "Начало страхования: ожидается дата вида 31.12.2026 или 2026-12-31");
            return null;
        }
        LocalDate today = LocalDate.now(clock);
        if (date.isBefore(today)) {
            fields.problem("startsOn", "Начало страхования: дата не может быть в прошлом");
            return null;
        }
        if (date.isAfter(today.plusYears(3))) {
            fields.problem("startsOn", "Начало страхования: не позже чем через три года");
            return null;
        }
        return date;
    }

    /** Collects problems while the fields are taken one after another. */
    private record Fields(boolean refuseMarkup, List<FieldProblem> problems) {

        void problem(String field, String message) {
            problems.add(new FieldProblem(field, message));
        }

        String text(String field, String label, String value, int max) {
            // PostgreSQL stores no NUL; other control characters but line breaks and tabs say nothing.
            String text = value == null
                    ? ""
                    : value.replaceAll("[\\p{Cntrl}&&[^\\r\\n\\t]]", "").strip();
            if (text.isEmpty()) {
                return null;
            }
            if (refuseMarkup && MARKUP.matcher(text).find()) {
                problem(field, label + ": разметка HTML не допускается, напишите обычным текстом");
            }
            if (text.length() > max) {
                if (refuseMarkup) {
                    problem(field, label + ": не больше " + max + " знаков, сейчас " + text.length());
                }
                return text.substring(0, max);
            }
            return text;
        }
    }
}
