package io.polisflow.crm.proposal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.polisflow.crm.ConflictException;
import io.polisflow.crm.DatabaseTest;
import io.polisflow.crm.RefusedException;
import io.polisflow.crm.proposal.CatalogueEditor.ProductDraft;
import io.polisflow.crm.proposal.ParameterDraft.Choice;
import io.polisflow.crm.proposal.Proposals.AskedParameter;
import io.polisflow.crm.proposal.Proposals.Draft;
import io.polisflow.crm.proposal.Proposals.LineDraft;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** The catalogue as people change it while proposals are under way: what was begun stays as it was asked. */
abstract class CatalogueEditorTest extends DatabaseTest {

    private static final String CODE = "test-event";

    @Autowired
    private CatalogueEditor editor;

    @Autowired
    private Catalogue catalogue;

    @Autowired
    private Proposals proposals;

    private LocalDate today;

    @BeforeEach
    void aProductIsThere() {
        today = LocalDate.now(clock);
        editor.add(CODE, product("Отмена мероприятия", today, null), "head");
    }

    @AfterEach
    void asDelivered() {
        jdbc.update("delete from catalogue_change");
        jdbc.update(
                "delete from proposal_line_parameter where line_id in"
                        + " (select id from proposal_line where product_code = ?)",
                CODE);
        jdbc.update("delete from proposal_line where product_code = ?", CODE);
        jdbc.update("delete from proposal_contributor where proposal_id in (select id from proposal where not exists"
                + " (select 1 from proposal_line where proposal_id = proposal.id))");
        jdbc.update("delete from proposal where not exists"
                + " (select 1 from proposal_line where proposal_id = proposal.id)");
        jdbc.update(
                "delete from risk_parameter_option where parameter_id in"
                        + " (select id from risk_parameter where product_code = ?)",
                CODE);
        jdbc.update("delete from risk_parameter where product_code = ?", CODE);
        jdbc.update("delete from product where code like 'test-%'");
    }

    private static ProductDraft product(String name, LocalDate from, LocalDate to) {
        return new ProductDraft(name, "Расходы при отмене", null, from, to);
    }

    private static ParameterDraft number(String code, String label, LocalDate from, LocalDate to) {
        return new ParameterDraft(
                code,
                RiskParameter.Type.NUMBER,
                label,
                null,
                null,
                true,
                BigDecimal.ONE,
                null,
                null,
                from,
                to,
                List.of());
    }

    private static ParameterDraft choice(LocalDate from, Choice... choices) {
        return new ParameterDraft(
                "venue",
                RiskParameter.Type.OPTION,
                "Площадка",
                null,
                null,
                true,
                null,
                null,
                null,
                from,
                null,
                List.of(choices));
    }

    private Product read() {
        return transaction.execute(status -> {
            Product product = catalogue.get(CODE);
            product.parameters().forEach(parameter -> parameter.options().size());
            return product;
        });
    }

    private void add(ParameterDraft draft) {
        editor.addParameter(CODE, read().revision(), draft, "head");
    }

    private void change(String code, ParameterDraft draft) {
        editor.changeParameter(CODE, code, read().revision(), draft, "head");
    }

    private long proposal() {
        String deal = deal().number();
        return proposals.assemble(
                deal,
                null,
                "manager",
                new Draft(
                        today.plusDays(30),
                        12,
                        null,
                        List.of(new LineDraft(CODE, "Съезд", new BigDecimal("1000000"), null, null))));
    }

    private List<String> asked(long proposal) {
        return transaction.execute(status -> proposals.askedParameters(proposal).stream()
                .map(AskedParameter::parameter)
                .map(RiskParameter::code)
                .toList());
    }

    private Map<String, String> readable(long proposal) {
        return transaction.execute(
                status -> proposals.get(proposal).lines().get(0).readableParameters());
    }

    @Test
    void aProductIsOfferedFromItsFirstToItsLastDay() {
        editor.change(CODE, 0, product("Отмена события", today.plusDays(1), today.plusDays(2)), "head");
        assertThat(catalogue.findOffered(CODE)).isEmpty();
        clock.move(Duration.ofDays(1));
        assertThat(catalogue.findOffered("отмена события")).isPresent();
        clock.move(Duration.ofDays(1));
        assertThat(catalogue.findOffered(CODE)).isPresent();
        clock.move(Duration.ofDays(1));
        assertThat(catalogue.findOffered(CODE)).isEmpty();
        assertThat(catalogue.get(CODE).name()).isEqualTo("Отмена события");
        assertThat(editor.changes(CODE).get(0).text())
                .contains(
                        "название: «Отмена мероприятия» → «Отмена события»",
                        "действует с:",
                        "действует по: не указано");
    }

    @Test
    void aNewParameterIsAskedInProposalsBegunOnItsFirstDayAndNotInThoseUnderWay() {
        long begun = proposal();
        add(number("guests", "Гостей", today.plusDays(1), null));
        clock.move(Duration.ofDays(1));

        assertThat(asked(begun)).isEmpty();
        assertThat(asked(proposal())).containsExactly("guests");
    }

    @Test
    void aParameterThatEndedIsStillAskedWhereTheProposalWasBegunAndItsValueStaysReadable() {
        add(number("guests", "Гостей", today.plusDays(1), null));
        clock.move(Duration.ofDays(1));
        long begun = proposal();
        change("guests", number("guests", "Гостей", today.plusDays(1), today.plusDays(1)));
        clock.move(Duration.ofDays(1));

        assertThat(asked(begun)).containsExactly("guests");
        proposals.fillIn(begun, List.of("120"));
        assertThat(asked(proposal())).isEmpty();
        assertThat(readable(begun)).containsEntry("Гостей", "120");
    }

    @Test
    void aFormThatWasOpenedBeforeAReorderAndARewordingIsRecordedRight() {
        add(number("guests", "Гостей", today.plusDays(1), null));
        add(number("days", "Дней", today.plusDays(1), null));
        clock.move(Duration.ofDays(1));
        long begun = proposal();
        List<String> shown = transaction.execute(status -> proposals.askedParameters(begun).stream()
                .map(AskedParameter::title)
                .toList());
        change(
                "days",
                new ParameterDraft(
                        "days",
                        null,
                        "Дней",
                        null,
                        1,
                        true,
                        BigDecimal.ONE,
                        null,
                        null,
                        today.plusDays(1),
                        null,
                        List.of()));
        change("guests", number("guests", "Участников", today.plusDays(1), null));

        proposals.fillIn(begun, shown, List.of("120", "3"));
        assertThat(readable(begun)).containsEntry("Участников", "120").containsEntry("Дней", "3");
    }

    @Test
    void anOptionIsSwitchedOffAndNeverLost() {
        add(choice(today.plusDays(1), new Choice("hall", "Зал", true), new Choice("park", "Парк", true)));
        clock.move(Duration.ofDays(1));
        long begun = proposal();
        proposals.fillIn(begun, List.of("park"));
        change(
                "venue",
                choice(today.plusDays(1), new Choice("hall", "Закрытый зал", true), new Choice("park", "Парк", false)));

        assertThat(readable(begun)).containsEntry("Площадка", "Парк");
        assertThatThrownBy(() -> proposals.fillIn(begun, List.of("park")))
                .hasMessageContaining("выберите значение из списка");
        assertThatThrownBy(() -> change("venue", choice(today.plusDays(1), new Choice("hall", "Зал", true))))
                .isInstanceOfSatisfying(
                        RefusedException.class, e -> assertThat(e.field()).isEqualTo("options"));
        assertThat(editor.changes(CODE).get(0).text())
                .contains("варианты: «Зал, Парк» → «Закрытый зал, Парк (выключен)»");
    }

    @Test
    void daysThatHaveComeAreNotRewritten() {
        assertField("validFrom", () -> add(number("guests", "Гостей", today, null)));
        assertField("validTo", () -> add(number("guests", "Гостей", today.plusDays(5), today.plusDays(4))));
        add(number("guests", "Гостей", today.plusDays(1), today.plusDays(2)));
        clock.move(Duration.ofDays(1));
        assertField(
                "validFrom", () -> change("guests", number("guests", "Гостей", today.plusDays(3), today.plusDays(5))));
        assertField("validTo", () -> change("guests", number("guests", "Гостей", today.plusDays(1), today)));
        clock.move(Duration.ofDays(2));
        assertField("validTo", () -> change("guests", number("guests", "Гостей", today.plusDays(1), null)));
        assertField("validTo", () -> editor.change(CODE, read().revision(), product("Отмена", today, today), "head"));
    }

    @Test
    void whatAProductOrParameterCannotBeIsSaidAtItsField() {
        assertField("code", () -> editor.add("Тест", product("Новый", today, null), "head"));
        assertField("name", () -> editor.add("test-new", product(" ", today, null), "head"));
        assertField("name", () -> editor.add("test-new", product("отмена МЕРОПРИЯТИЯ", today, null), "head"));
        assertField("validFrom", () -> editor.add("test-new", product("Новый", null, null), "head"));
        assertThatThrownBy(() -> editor.add(CODE, product("Новый", today, null), "head"))
                .isInstanceOf(ConflictException.class)
                .hasMessageContaining("уже есть");
        LocalDate from = today.plusDays(1);
        assertField("code", () -> add(number("9guests", "Гостей", from, null)));
        assertField("label", () -> add(number("guests", " ", from, null)));
        assertField("options", () -> add(choice(from)));
        assertField("options", () -> add(choice(from, new Choice("hall", "Зал", false))));
        assertField(
                "options", () -> add(choice(from, new Choice("hall", "Зал", true), new Choice("hall", "Парк", true))));
        assertField(
                "usual",
                () -> add(new ParameterDraft(
                        "guests",
                        RiskParameter.Type.NUMBER,
                        "Гостей",
                        null,
                        null,
                        true,
                        BigDecimal.TEN,
                        null,
                        "3",
                        from,
                        null,
                        List.of())));
        assertField(
                "maxValue",
                () -> add(new ParameterDraft(
                        "guests",
                        RiskParameter.Type.NUMBER,
                        "Гостей",
                        null,
                        null,
                        true,
                        BigDecimal.TEN,
                        BigDecimal.ONE,
                        null,
                        from,
                        null,
                        List.of())));
    }

    @Test
    void ofManyWhoChangeWhatTheySawOneDoes() throws Exception {
        int seen = read().revision();
        AtomicInteger serial = new AtomicInteger();
        List<String> answers = atOnce(() -> {
            int turn = serial.incrementAndGet();
            try {
                if (turn % 2 == 0) {
                    editor.change(CODE, seen, product("Отмена " + turn, today, null), "head");
                } else {
                    editor.addParameter(CODE, seen, number("p" + turn, "П" + turn, today.plusDays(1), null), "head");
                }
                return "done";
            } catch (ConflictException overtaken) {
                return "overtaken";
            }
        });

        assertThat(answers).containsOnlyOnce("done");
        assertThat(read().revision()).isEqualTo(seen + 1);
    }

    @Test
    void aProductTakesItsPlaceAndTheOthersMakeRoom() {
        List<String> before = editor.all().stream().map(Product::code).toList();
        editor.change(CODE, 0, new ProductDraft("Отмена мероприятия", null, 2, today, null), "head");
        List<String> after = editor.all().stream().map(Product::code).toList();
        assertThat(after.get(1)).isEqualTo(CODE);
        assertThat(after).containsExactlyInAnyOrderElementsOf(before);
        editor.change(CODE, read().revision(), new ProductDraft("Отмена мероприятия", null, 999, today, null), "head");
        assertThat(editor.all().stream().map(Product::code)).isEqualTo(before);
    }

    private static void assertField(String field, Runnable work) {
        assertThatThrownBy(work::run).isInstanceOfSatisfying(RefusedException.class, e -> assertThat(e.field())
                .as(e.getMessage())
                .isEqualTo(field));
    }
}
