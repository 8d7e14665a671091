package io.polisflow.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.method.configuration.EnableMethodSecurity;
import org.springframework.security.core.annotation.AnnotationTemplateExpressionDefaults;

/** Has the CRM's services ask, before they read or change one deal or client, whether the signed-on person sees it. */
@Configuration(proxyBeanMethods = false)
@EnableMethodSecurity
class MethodSecurity {

    /** The annotations of {@code crm.access} name the argument that they ask about. */
    @Bean
    static AnnotationTemplateExpressionDefaults argumentsInExpressions() {
        return new AnnotationTemplateExpressionDefaults();
    }
}
