package io.polisflow.integration.mail;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Binds what the mail adapters are told from outside. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties({MailProperties.class, CompanyProperties.class})
class MailConfiguration {}
