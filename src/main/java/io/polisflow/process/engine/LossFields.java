package io.polisflow.process.engine;

import io.polisflow.crm.RefusedException;
import io.polisflow.crm.deal.Loss;
import io.polisflow.crm.deal.RecontactTerms;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.delegate.VariableScope;
import org.springframework.stereotype.Component;

/** The fields by which any form loses a deal, under the same keys everywhere, and the variables that carry them upward. */
@Component
public class LossFields {

    public static final Variable<String> REASON = Variable.of("lossReason", String.class);
    public static final Variable<String> COMMENT = Variable.of("lossComment", String.class);
    public static final Variable<String> COMPETITOR = Variable.of("lossCompetitor", String.class);
    public static final Variable<String> COMPETITOR_TERMS = Variable.of("lossCompetitorTerms", String.class);
    public static final Variable<Integer> RECONTACT_MONTHS = Variable.of("recontactMonths", Integer.class);

    private final Dictionaries dictionaries;
    private final RecontactTerms terms;

    LossFields(Dictionaries dictionaries, RecontactTerms terms) {
        this.dictionaries = dictionaries;
        this.terms = terms;
    }

    /** Fills {@code lossReasons}, {@code recontactOptions} and {@code recontactHint}, which the form's fields name. */
    public void offer(FormData form) {
        List<DictionaryEntry> reasons = dictionaries.offered(Dictionary.LOSS_REASON);
        form.put(
                        "lossReasons",
                        reasons.stream()
                                .map(reason -> new Option(reason.label(), reason.code()))
                                .toList())
                .put(
                        "recontactOptions",
                        List.of(
                                new Option("через 3 месяца", "3"),
                                new Option("через 6 месяцев", "6"),
                                new Option("через 12 месяцев", "12")))
                .put(
                        "recontactProposals",
                        reasons.stream()
                                .collect(Collectors.toMap(
                                        DictionaryEntry::code, reason -> terms.monthsFor(reason.code()))));
    }

    /** @throws io.polisflow.crm.RefusedException when a mandatory field is missing */
    public static Loss read(FormInput form) {
        BigDecimal months = form.number(RECONTACT_MONTHS.name());
        return new Loss(
                form.text(REASON.name()),
                form.text(COMMENT.name()),
                form.text(COMPETITOR.name()),
                form.text(COMPETITOR_TERMS.name()),
                months == null ? null : months.intValue());
    }

    /** Checks the loss that a form tells and, when the form is closed, leaves it to whoever called this model. */
    public static void hand(VariableScope scope, FormInput form) {
        Loss loss = read(form);
        form.clear(REASON.name(), COMMENT.name(), COMPETITOR.name(), COMPETITOR_TERMS.name(), RECONTACT_MONTHS.name());
        form.keep(REASON.name(), COMMENT.name(), COMPETITOR.name(), COMPETITOR_TERMS.name(), RECONTACT_MONTHS.name());
        REASON.set(scope, loss.reason());
        COMMENT.set(scope, loss.comment());
        COMPETITOR.set(scope, loss.competitor());
        COMPETITOR_TERMS.set(scope, loss.competitorTerms());
        RECONTACT_MONTHS.set(scope, loss.recontactMonths());
    }

    /** The loss that a message or a called model told; the CRM refuses an incomplete one. */
    public static Loss of(VariableScope scope) {
        Object months = scope.getVariable(RECONTACT_MONTHS.name());
        return new Loss(
                REASON.get(scope),
                COMMENT.get(scope),
                COMPETITOR.get(scope),
                COMPETITOR_TERMS.get(scope),
                months == null ? null : months(months));
    }

    private static Integer months(Object value) {
        try {
            return Integer.valueOf(value.toString());
        } catch (NumberFormatException e) {
            throw new RefusedException(
                    RECONTACT_MONTHS.name(), "Выберите срок повторного контакта: 3, 6 или 12 месяцев");
        }
    }

    /** The loss as variables of a message. */
    public static Map<String, Object> variables(Loss loss) {
        Map<String, Object> variables = new HashMap<>();
        variables.put(REASON.name(), loss.reason());
        variables.put(COMMENT.name(), loss.comment());
        variables.put(COMPETITOR.name(), loss.competitor());
        variables.put(COMPETITOR_TERMS.name(), loss.competitorTerms());
        variables.put(RECONTACT_MONTHS.name(), loss.recontactMonths());
        return variables;
    }

    record Option(String label, String value) {}
}
