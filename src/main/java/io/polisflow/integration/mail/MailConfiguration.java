package io.polisflow.integration.mail;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Binds what the mail adapters are told from outside. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailProperties.class, CompanyProperties.class})
class MailConfiguration {

    @Bean
    MailTls mailTls(MailProperties properties, ObjectProvider<SslBundles> bundles) {
        return properties.sslBundle().isBlank()
                ? MailTls.OF_THE_JVM
                : new MailTls(bundles.getObject()
                        .getBundle(properties.sslBundle())
                        .createSslContext()
                        .getSocketFactory());
    }
}
