package io.polisflow.process.engine.expressions;

import org.camunda.bpm.engine.impl.bpmn.parser.BpmnParse;
import org.camunda.bpm.engine.impl.el.ExpressionManager;
import org.camunda.bpm.engine.impl.form.validator.FormFieldValidator;
import org.camunda.bpm.engine.impl.form.validator.FormValidators;
import org.camunda.bpm.engine.impl.form.validator.MaxLengthValidator;
import org.camunda.bpm.engine.impl.form.validator.MaxValidator;
import org.camunda.bpm.engine.impl.form.validator.MinLengthValidator;
import org.camunda.bpm.engine.impl.form.validator.MinValidator;
import org.camunda.bpm.engine.impl.form.validator.ReadOnlyValidator;
import org.camunda.bpm.engine.impl.form.validator.RequiredValidator;
import org.camunda.bpm.engine.impl.util.StringUtil;
import org.camunda.bpm.engine.impl.util.xml.Element;

/** The engine's own rules for the fields of generated forms, without those that a model names by class. */
class CodelessFormValidators extends FormValidators {

    CodelessFormValidators() {
        addValidator("min", MinValidator.class);
        addValidator("max", MaxValidator.class);
        addValidator("minlength", MinLengthValidator.class);
        addValidator("maxlength", MaxLengthValidator.class);
        addValidator("required", RequiredValidator.class);
        addValidator("readonly", ReadOnlyValidator.class);
    }

    @Override
    public FormFieldValidator createValidator(Element constraint, BpmnParse parse, ExpressionManager expressions) {
        String config = constraint.attribute("config");
        boolean named = "validator".equals(constraint.attribute("name")) && config != null && !config.isEmpty();
        return named && !StringUtil.isExpression(config)
                ? new RefusedStep(config)
                : super.createValidator(constraint, parse, expressions);
    }
}
