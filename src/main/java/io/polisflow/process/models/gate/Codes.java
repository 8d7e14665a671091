package io.polisflow.process.models.gate;

import io.polisflow.crm.client.CompanySize;
import io.polisflow.crm.deal.Priority;
import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.policy.Renewal;
import io.polisflow.crm.proposal.ApprovalRole;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.UserTask;

/** What a column of a decision table or a list of choices in a form holds when it holds codes; told by the variable's name. */
enum Codes {
    PROCESS("процесса", false, (set, words) -> of(set, Process.class)),
    USER_TASK("задачи", false, (set, words) -> of(set, UserTask.class)),
    STAGE("этапа воронки", false, (set, words) -> words.stages()),
    /** A stage at which a deal may stand for a while, or the deal as a whole. */
    STAGE_OR_DEAL("этапа", false, (set, words) -> stagesAndDeal()),
    CLIENT_CLASS("класса клиента", false, (set, words) -> Arrays.stream(CompanySize.values())
            .map(size -> size.name().toLowerCase(Locale.ROOT))
            .collect(Collectors.toCollection(TreeSet::new))),
    PRIORITY("приоритета", false, (set, words) -> Arrays.stream(Priority.values())
            .map(Priority::code)
            .collect(Collectors.toCollection(TreeSet::new))),
    GROUP("группы", false, (set, words) -> words.groups()),
    PRODUCT("продукта", false, (set, words) -> words.dictionary("product")),
    /** Several, joined by commas. */
    PRODUCTS("продукта", true, (set, words) -> words.dictionary("product")),
    LOSS_REASON("причины проигрыша", false, (set, words) -> words.dictionary("loss-reason")),
    LEAD_SOURCE("источника", false, (set, words) -> words.dictionary("lead-source")),
    CONTACT_ROLE("роли контакта", false, (set, words) -> words.dictionary("contact-role")),
    OBJECTION_CATEGORY("вида возражения", false, (set, words) -> words.dictionary("objection-category")),
    APPROVAL_ROLE("согласующего", false, (set, words) -> Arrays.stream(ApprovalRole.values())
            .map(ApprovalRole::code)
            .collect(Collectors.toCollection(TreeSet::new))),
    /** Several, joined by commas. */
    CHANGES("изменения у клиента", true, (set, words) -> Arrays.stream(Renewal.Aspect.values())
            .map(Enum::name)
            .collect(Collectors.toCollection(TreeSet::new)));

    /** The names under which models, forms and tables speak of them. */
    private static final Map<String, Codes> BY_VARIABLE = Map.ofEntries(
            Map.entry("process", PROCESS),
            Map.entry("task", USER_TASK),
            Map.entry("stage", STAGE),
            Map.entry("subject", STAGE_OR_DEAL),
            Map.entry("clientClass", CLIENT_CLASS),
            Map.entry("priority", PRIORITY),
            Map.entry("group", GROUP),
            Map.entry("product", PRODUCT),
            Map.entry("productsHeld", PRODUCTS),
            Map.entry("lossReason", LOSS_REASON),
            Map.entry("leadSource", LEAD_SOURCE),
            Map.entry("contactRole", CONTACT_ROLE),
            Map.entry("objectionCategory", OBJECTION_CATEGORY),
            Map.entry("approver", APPROVAL_ROLE),
            Map.entry("changed", CHANGES));

    private final String title;
    private final boolean several;
    private final BiFunction<ModelSet, ModelVocabulary, Set<String>> known;

    Codes(String title, boolean several, BiFunction<ModelSet, ModelVocabulary, Set<String>> known) {
        this.title = title;
        this.several = several;
        this.known = known;
    }

    /** @return null when the name stands for no codes */
    static Codes byVariable(String name) {
        return BY_VARIABLE.get(name);
    }

    /** @return Russian, in the genitive */
    String title() {
        return title;
    }

    /** @return whether one value is a list of them */
    boolean several() {
        return several;
    }

    /** @return all that exist; empty when nobody knows them */
    Set<String> known(ModelSet set, ModelVocabulary vocabulary) {
        return known.apply(set, vocabulary);
    }

    private static Set<String> stagesAndDeal() {
        Set<String> codes = Arrays.stream(Stage.values())
                .filter(stage -> stage.isOpen() && stage != Stage.PAUSED)
                .map(Stage::code)
                .collect(Collectors.toCollection(TreeSet::new));
        codes.add("deal");
        return codes;
    }

    private static Set<String> of(ModelSet set, Class<? extends BaseElement> type) {
        return set.models().values().stream()
                .flatMap(model -> model.getModelElementsByType(type).stream())
                .map(BaseElement::getId)
                .flatMap(Stream::ofNullable)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
