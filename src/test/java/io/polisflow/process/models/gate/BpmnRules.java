package io.polisflow.process.models.gate;

import java.util.List;

/** All rules about BPMN, made without Spring. */
final class BpmnRules {

    private BpmnRules() {}

    static List<ModelRule> of(ModelVocabulary vocabulary, WrittenVariables code) {
        return List.of(
                new BeanRules(vocabulary),
                new CodeRules(),
                new ProcessRules(),
                new OutsideCallRules(vocabulary),
                new UserTaskRules(vocabulary),
                new ReferenceRules(vocabulary),
                new TimerRules(),
                new DiagramRules(),
                new LabelRules(),
                new VariableRules(vocabulary, code));
    }
}
