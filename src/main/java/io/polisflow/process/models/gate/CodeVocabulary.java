package io.polisflow.process.models.gate;

import io.polisflow.crm.deal.Stage;
import io.polisflow.crm.dictionary.Dictionaries;
import io.polisflow.crm.dictionary.Dictionary;
import io.polisflow.crm.dictionary.DictionaryEntry;
import io.polisflow.crm.proposal.Catalogue;
import io.polisflow.crm.template.Template;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.ApplicationContext;
import org.springframework.stereotype.Component;
import org.springframework.util.ClassUtils;
import org.springframework.util.function.SingletonSupplier;

/** Reads from the running application and its classes what models may name, so that no list of names is kept beside the code. */
@Component
class CodeVocabulary implements ModelVocabulary {

    private static final String ROOT = "io.polisflow";
    private static final String MESSAGE = "MESSAGE";
    private static final String ERROR = "ERROR";
    /** The catalogue is no dictionary for those who edit it; for models it is one. */
    private static final String PRODUCT = "product";

    private final Supplier<ModelCode> code = SingletonSupplier.of(() -> new ModelCode(ROOT));
    private final Supplier<Map<String, Map<String, String>>> contracts =
            SingletonSupplier.of(() -> code.get().contracts());
    private final Supplier<Map<String, Class<?>>> beans;
    private final EngineInUse engine;
    private final ObjectProvider<Dictionaries> dictionaries;
    private final ObjectProvider<Catalogue> catalogue;

    CodeVocabulary(
            ApplicationContext context,
            EngineInUse engine,
            ObjectProvider<Dictionaries> dictionaries,
            ObjectProvider<Catalogue> catalogue) {
        this.catalogue = catalogue;
        this.beans = SingletonSupplier.of(() -> beans(context));
        this.engine = engine;
        this.dictionaries = dictionaries;
    }

    private Map<String, Class<?>> beans(ApplicationContext context) {
        Map<String, Class<?>> callable = new TreeMap<>();
        for (String name : context.getBeanDefinitionNames()) {
            // Nothing may be made for the question: the engine itself may still be in the making.
            Class<?> type = context.getType(name, false);
            Class<?> written = type == null ? null : ClassUtils.getUserClass(type);
            if (written != null
                    && written.getName().startsWith(ROOT + ".process.")
                    && code.get().isCallable(written)) {
                callable.put(name, written);
            }
        }
        return Map.copyOf(callable);
    }

    @Override
    public Map<String, Class<?>> beans() {
        return beans.get();
    }

    @Override
    public boolean belongsTo(String bean, String processKey) {
        Class<?> type = beans().get(bean);
        return type != null && code.get().belongsTo(type, processKey);
    }

    @Override
    public boolean callsOutside(String bean) {
        Class<?> type = beans().get(bean);
        return type != null && code.get().callsOutside(type);
    }

    @Override
    public Set<String> messages() {
        return constants(MESSAGE);
    }

    @Override
    public Set<String> errorCodes() {
        return constants(ERROR);
    }

    private Set<String> constants(String kind) {
        return contracts.get().values().stream()
                .flatMap(constants -> constants.entrySet().stream())
                .filter(constant ->
                        constant.getKey().equals(kind) || constant.getKey().startsWith(kind + "_"))
                .map(Map.Entry::getValue)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** Also those that an administrator has made beside the product's own. */
    @Override
    public Set<String> groups() {
        Set<String> groups = new TreeSet<>(code.get().groups());
        engine
                .ask(configuration ->
                        configuration.getIdentityService().createGroupQuery().list())
                .stream()
                .map(Group::getId)
                .forEach(groups::add);
        return groups;
    }

    @Override
    public Set<String> stages() {
        return Arrays.stream(Stage.values()).map(Stage::code).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Also what is no longer offered: old records hold it. */
    @Override
    public Set<String> dictionary(String code) {
        if (PRODUCT.equals(code)) {
            return catalogue.getObject().codes();
        }
        return Arrays.stream(Dictionary.values())
                .filter(dictionary -> ModelCode.kebab(dictionary).equals(code))
                .flatMap(dictionary -> dictionaries.getObject().all(dictionary).stream())
                .map(DictionaryEntry::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Override
    public Set<String> templates() {
        return Arrays.stream(Template.values())
                .filter(template -> !template.forStaff())
                .map(Template::code)
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
