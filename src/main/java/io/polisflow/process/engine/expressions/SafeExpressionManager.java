package io.polisflow.process.engine.expressions;

import org.camunda.bpm.engine.spring.SpringExpressionManager;
import org.camunda.bpm.impl.juel.jakarta.el.ELResolver;
import org.springframework.context.ApplicationContext;

/** Evaluates the expressions of models, tables and filters over data and allowed beans only. */
class SafeExpressionManager extends SpringExpressionManager {

    private final ModelBeans modelBeans;

    SafeExpressionManager(ApplicationContext context, ModelBeans modelBeans) {
        super(context);
        this.modelBeans = modelBeans;
    }

    @Override
    protected ELResolver createElResolver() {
        return new SafeElResolver(modelBeans);
    }
}
