package io.polisflow.sandbox;

import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Profile;

/** Puts the behaviour filter in front of the simulated systems and of nothing else. */
@Configuration(proxyBeanMethods = false)
@Profile("sandbox & !production")
class BehaviourConfiguration {

    @Bean
    FilterRegistrationBean<BehaviourFilter> behaviourFilter(Behaviours behaviours) {
        FilterRegistrationBean<BehaviourFilter> registration =
                new FilterRegistrationBean<>(new BehaviourFilter(behaviours));
        registration.addUrlPatterns("/sandbox/*");
        return registration;
    }
}
