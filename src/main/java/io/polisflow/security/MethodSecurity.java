package io.polisflow.security;

import org.springframework.aop.support.ComposablePointcut;
import org.springframework.aop.support.annotation.AnnotationMethodMatcher;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Role;
import org.springframework.security.access.expression.method.DefaultMethodSecurityExpressionHandler;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.security.authorization.method.AuthorizationInterceptorsOrder;
import org.springframework.security.authorization.method.AuthorizationManagerBeforeMethodInterceptor;
import org.springframework.security.authorization.method.PreAuthorizeAuthorizationManager;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;

/**
 * Has the CRM's services ask, before they read or change one deal or client, whether the signed-on person sees it.
 *
 * <p>Not {@code @EnableMethodSecurity}: its four advisors look through every method of every bean for eight annotations, a twentieth of the start;
 * here one looks through ours for the only annotation that we use.
 */
@Configuration(proxyBeanMethods = false)
class MethodSecurity {

    private static final String OURS = "io.polisflow.";

    @Bean
    @Role(BeanDefinition.ROLE_INFRASTRUCTURE)
    static AuthorizationManagerBeforeMethodInterceptor authorizedMethods(ApplicationContext context) {
        DefaultMethodSecurityExpressionHandler expressions = new DefaultMethodSecurityExpressionHandler();
        expressions.setApplicationContext(context);
        PreAuthorizeAuthorizationManager decisions = new PreAuthorizeAuthorizationManager();
        decisions.setExpressionHandler(expressions);
        // The annotations of crm.access name the argument that they ask about.
        decisions.setTemplateDefaults(new AnnotationTemplateExpressionDefaults());
        AuthorizationManagerBeforeMethodInterceptor advisor = new AuthorizationManagerBeforeMethodInterceptor(
                new ComposablePointcut(
                        type -> type.getName().startsWith(OURS), new AnnotationMethodMatcher(PreAuthorize.class, true)),
                decisions);
        advisor.setOrder(AuthorizationInterceptorsOrder.PRE_AUTHORIZE.getOrder());
        return advisor;
    }
}
