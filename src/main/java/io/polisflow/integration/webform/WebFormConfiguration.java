package io.polisflow.integration.webform;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.servlet.config.annotation.CorsRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** Binds the settings of web forms, and lets the insurer's sites send them from their visitors' browsers. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(WebFormProperties.class)
class WebFormConfiguration implements WebMvcConfigurer {

    private final WebFormProperties properties;

    WebFormConfiguration(WebFormProperties properties) {
        this.properties = properties;
    }

    @Override
    public void addCorsMappings(CorsRegistry registry) {
        if (!properties.allowedOrigins().isEmpty()) {
            registry.addMapping(WebFormController.PATH)
                    .allowedOrigins(properties.allowedOrigins().toArray(String[]::new))
                    .allowedMethods("POST")
                    .exposedHeaders("Retry-After");
        }
    }
}
