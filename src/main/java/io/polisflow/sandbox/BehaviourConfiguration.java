package io.polisflow.sandbox;

import org.springframework.boot.web.embedded.tomcat.TomcatServletWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;
import org.springframework.core.Ordered;

/** Puts the log and the behaviour filter in front of the simulated systems and of nothing else. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox & !production")
class BehaviourConfiguration {

    @Bean
    FilterRegistrationBean<BehaviourFilter> behaviourFilter(Behaviours behaviours) {
        return ahead(new FilterRegistrationBean<>(new BehaviourFilter(behaviours)), 0);
    }

    /** Outside of the other, so that it shows what the caller really got. */
    @Bean
    FilterRegistrationBean<WireLogFilter> wireLogFilter(WireLog log) {
        return ahead(new FilterRegistrationBean<>(new WireLogFilter(log)), 1);
    }

    @Bean
    WebServerFactoryCustomizer<TomcatServletWebServerFactory> hangUp() {
        return factory -> factory.addContextValves(new HangUp());
    }

    private static <F extends jakarta.servlet.Filter> FilterRegistrationBean<F> ahead(
            FilterRegistrationBean<F> registration, int steps) {
        registration.addUrlPatterns("/sandbox/*");
        registration.setOrder(Ordered.LOWEST_PRECEDENCE - steps);
        return registration;
    }
}
