package io.polisflow.security;

import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.polisflow.crm.DatabaseTrouble;
import io.polisflow.crm.document.IncomingFiles;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.util.unit.DataSize;

/** Where the limits of requests stand among the filters. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({RequestLimits.Settings.class, Admission.Settings.class})
class LimitsConfiguration {

    /** Behind Spring Security, whose order is -100: who asks must be known. */
    private static final int BEHIND_SIGN_ON = -50;

    /** Before sign-on, which asks the database already; behind the counting of answers. */
    @Bean
    FilterRegistrationBean<Admission> admission(
            Admission.Settings settings, Outages outages, ObjectProvider<MeterRegistry> meters) {
        FilterRegistrationBean<Admission> filter = new FilterRegistrationBean<>(new Admission(
                settings,
                (request, response) -> outages.answer(request, response, DatabaseTrouble.BUSY),
                meters.getIfAvailable(SimpleMeterRegistry::new)));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 4);
        return filter;
    }

    @Bean
    FilterRegistrationBean<RequestLimits> requestLimits(RequestLimits.Settings settings) {
        FilterRegistrationBean<RequestLimits> filter =
                new FilterRegistrationBean<>(new RequestLimits(settings, TimeMeter.SYSTEM_NANOTIME));
        filter.setOrder(BEHIND_SIGN_ON);
        return filter;
    }

    @Bean
    FilterRegistrationBean<EngineUploads> engineUploads(
            IncomingFiles incoming, @Value("${spring.servlet.multipart.max-request-size}") DataSize most) {
        FilterRegistrationBean<EngineUploads> filter =
                new FilterRegistrationBean<>(new EngineUploads(incoming, (int) most.toBytes()));
        filter.addUrlPatterns("/engine-rest/*", "/camunda/api/*");
        filter.setOrder(BEHIND_SIGN_ON + 1);
        return filter;
    }

    @Bean
    FilterRegistrationBean<BodyLimit> bodyLimit(@Value("${polisflow.limits.max-body:10MB}") DataSize most) {
        FilterRegistrationBean<BodyLimit> filter = new FilterRegistrationBean<>(new BodyLimit(most.toBytes()));
        filter.setOrder(Ordered.HIGHEST_PRECEDENCE + 20);
        return filter;
    }
}
