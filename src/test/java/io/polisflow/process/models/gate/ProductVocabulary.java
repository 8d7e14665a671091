package io.polisflow.process.models.gate;

import io.polisflow.crm.template.Template;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** What the classes of the product offer to its models, read without starting it. */
final class ProductVocabulary implements ModelVocabulary {

    private final ModelCode code = new ModelCode("io.polisflow");
    private final Map<String, Class<?>> beans = code.beans().entrySet().stream()
            .filter(bean -> code.isCallable(bean.getValue()))
            .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));

    private final Map<String, Map<String, String>> contracts = code.contracts();

    @Override
    public Map<String, Class<?>> beans() {
        return beans;
    }

    @Override
    public boolean belongsTo(String bean, String processKey) {
        return beans.containsKey(bean) && code.belongsTo(beans.get(bean), processKey);
    }

    @Override
    public boolean callsOutside(String bean) {
        return beans.containsKey(bean) && code.callsOutside(beans.get(bean));
    }

    @Override
    public Set<String> messages() {
        return constants("MESSAGE");
    }

    @Override
    public Set<String> errorCodes() {
        return constants("ERROR");
    }

    private Set<String> constants(String kind) {
        return contracts.values().stream()
                .flatMap(contract -> contract.entrySet().stream())
                .filter(constant -> constant.getKey().startsWith(kind))
                .map(Map.Entry::getValue)
                .collect(Collectors.toSet());
    }

    @Override
    public Set<String> groups() {
        return code.groups();
    }

    @Override
    public Set<String> stages() {
        return code.stages();
    }

    @Override
    public Set<String> dictionary(String dictionary) {
        return Set.of();
    }

    @Override
    public Set<String> templates() {
        return Arrays.stream(Template.values())
                .filter(template -> !template.forStaff())
                .map(Template::code)
                .collect(Collectors.toSet());
    }
}
